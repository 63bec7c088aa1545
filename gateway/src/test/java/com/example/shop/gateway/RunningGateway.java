package com.example.shop.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A gateway in front of two stub services, the same one for all tests; each starts with closed breakers, an empty cache and
/// full buckets.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "gateway.public-address=http://gateway.test", "management.server.port=0",
                "gateway.time-limit=1s", "gateway.cache.time-to-live=2s", "gateway.rate-limit.peer.burst=200",
                "gateway.rate-limit.subject.burst=100", "http.max-body-memory=128KB",
                "gateway.rate-limit.tokens.burst=60",
                "resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=1s",
                "resilience4j.bulkhead.configs.default.max-concurrent-calls=12" })
@ActiveProfiles("demo")
@Import(RunningGateway.Clocks.class)
public abstract class RunningGateway {

    protected static final StubService ORDER = new StubService();

    protected static final StubService INVENTORY = new StubService();

    protected static final Path KEY_FILE = temporaryFolder().resolve("keys/issuer.json");

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    protected ManualTime time;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("gateway.services.order", ORDER::address);
        properties.add("gateway.services.inventory", INVENTORY::address);
        properties.add("gateway.issuer.key-file", KEY_FILE::toString);
    }

    @BeforeEach
    void startAfresh() {
        ORDER.reset();
        INVENTORY.reset();
        this.time.pass(Duration.ofHours(1));
        this.breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    protected HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    protected HttpResponse<String> get(String path, Caller caller, String... headers) {
        return send(request(path, headers).header("Authorization", "Bearer " + token(caller)).GET());
    }

    protected HttpResponse<String> send(String method, String path, Caller caller, String body, String... headers) {
        return send(request(path, headers).header("Authorization", "Bearer " + token(caller))
            .method(method,
                    body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A token from the gateway's own provider; the same one for all tests.
    protected String token(Caller caller) {
        return TOKENS.computeIfAbsent(caller.name(), (_) -> {
            HttpResponse<String> response = askForToken(caller.name(), caller.name() + "-secret");
            return json(response).get("access_token").asString();
        });
    }

    protected HttpResponse<String> askForToken(String client, String secret) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(request("/oauth2/token", "Authorization", "Basic " + basic, "Content-Type",
                "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    protected HttpRequest.Builder request(String path, String... headers) {
        return request(this.port, path, headers);
    }

    protected HttpResponse<String> management(String path) {
        return send(request(this.managementPort, path).GET());
    }

    private static HttpRequest.Builder request(int port, String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(20));
        return (headers.length > 0) ? builder.headers(headers) : builder;
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /// Sends exactly these lines, for what an HTTP client would refuse to send, and
    /// returns everything that comes back.
    protected String sendRaw(String... lines) {
        try (Socket socket = new Socket("localhost", this.port)) {
            socket.setSoTimeout(20_000);
            String request = String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream response = socket.getInputStream();
            return new String(response.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// Sends a request's head only.
    protected SlowClient slowClient(Caller caller, String... lines) {
        return new SlowClient(this.port,
                Stream.concat(Stream.of(lines), Stream.of("Authorization: Bearer " + token(caller)))
                    .toArray(String[]::new));
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    protected static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// What every problem has in common, and which one it is.
    protected static String problemOf(HttpResponse<String> response) {
        if (!header(response, "Content-Type").equals("application/problem+json")) {
            return "no problem but " + response.statusCode() + " " + response.body();
        }
        JsonNode problem = json(response);
        return problem.get("status").asInt() + " " + problem.get("type").asString().replace("/problems/", "");
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("gateway-test");
            folder.toFile().deleteOnExit();
            return folder;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// Named after the demo identities.
    protected enum Caller {

        alice, bob, wendy, olga

    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Clocks {

        @Bean
        ManualTime time() {
            return new ManualTime();
        }

    }

}
