package com.example.shop.common.border;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.localplatform.infrastructure.TestIssuer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/// The application and its issuer, started once for all tests of this package, and ways to send requests to it.
final class Border {

    static final Border SHARED = new Border();

    static final JsonMapper JSON = new JsonMapper();

    /// Where all code of this project lives, whatever its name is by now.
    private static final String OUR_PACKAGES = Border.class.getPackageName().replaceFirst("\\.common\\..*", "");

    final TestIssuer issuer = TestIssuer.start();

    final ConfigurableApplicationContext application = SpringApplication.run(BorderApplication.class,
            "--spring.config.name=border", "--security.issuer=" + this.issuer.issuer(),
            "--security.jwk-set-uri=" + this.issuer.jwkSetUri());

    private final HttpClient http = HttpClient.newHttpClient();

    private Border() {
    }

    int port() {
        return this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return this.application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    String alice() {
        return this.issuer.token("alice", "CUSTOMER");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    HttpRequest.Builder asAlice(String path) {
        return request(path).header("Authorization", "Bearer " + alice());
    }

    HttpResponse<String> get(String path) {
        return send(asAlice(path));
    }

    HttpResponse<String> post(String path, String json) {
        return send(asAlice(path).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ex);
        }
    }

    /// Sends bytes that no client library would, and reads until the server closes.
    Raw raw(String request) {
        return raw(request, false);
    }

    /// The same, but nothing more comes after these bytes.
    Raw rawThenEnd(String request) {
        return raw(request, true);
    }

    private Raw raw(String request, boolean end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            // Longer than the server waits for the rest of a request that it has refused.
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (end) {
                socket.shutdownOutput();
            }
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            boolean closed = readAll(socket.getInputStream(), response);
            return new Raw(response.toString(StandardCharsets.UTF_8), closed);
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    private static boolean readAll(InputStream from, ByteArrayOutputStream into) {
        try {
            from.transferTo(into);
            return true;
        }
        catch (java.net.SocketTimeoutException ex) {
            return false;
        }
        catch (IOException ex) {
            return true;
        }
    }

    /// A response as it came over the wire.
    ///
    /// @param closed whether the server closed the connection after it
    record Raw(String text, boolean closed) {

        int status() {
            assertThat(this.text).startsWith("HTTP/1.1 ");
            return Integer.parseInt(this.text.substring(9, 12));
        }

        String body() {
            String body = this.text.substring(this.text.indexOf("\r\n\r\n") + 4);
            // One chunk is enough for a problem: its length in hex, then the body.
            return this.text.contains("Transfer-Encoding: chunked") ? body.lines().skip(1).findFirst().orElse("")
                    : body;
        }

    }

    static JsonNode problem(HttpResponse<String> response, PlatformProblem type) {
        assertThat(response.headers().firstValue("Content-Type")).as(response.body())
            .contains("application/problem+json");
        JsonNode problem = problem(response.statusCode(), response.body(), type);
        assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
        return problem;
    }

    static JsonNode problem(int status, String body, PlatformProblem type) {
        assertThat(status).as(body).isEqualTo(type.status().value());
        JsonNode problem = JSON.readTree(body);
        assertThat(problem.path("type").asString()).as(body).isEqualTo("/problems/" + type.slug());
        assertThat(problem.path("title").asString()).isEqualTo(type.title());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(List.copyOf(problem.propertyNames())).isSubsetOf("type", "title", "status", "detail", "instance",
                "errors");
        assertThat(body).doesNotContain("Exception", "org.spring", OUR_PACKAGES, "java.", "tools.jackson", "Tomcat");
        return problem;
    }

    static Map<String, String> errors(JsonNode problem) {
        Map<String, String> errors = new java.util.LinkedHashMap<>();
        problem.path("errors")
            .forEach((error) -> errors.put(error.path("pointer").asString(), error.path("detail").asString()));
        return errors;
    }

}
