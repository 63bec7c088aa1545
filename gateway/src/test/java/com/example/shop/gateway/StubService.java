package com.example.shop.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Stands in for a service behind the gateway: remembers what it was asked and answers what the test says.
public final class StubService {

    private static final Behaviour FINE = response(200, "{\"fine\":true}");

    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private final int port;

    private HttpServer server;

    private ExecutorService threads;

    private volatile Behaviour behaviour = FINE;

    StubService() {
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.server = start(0);
        this.port = this.server.getAddress().getPort();
    }

    /// Forgets everything and answers 200 again, also after it was stopped.
    void reset() {
        this.asked.clear();
        this.behaviour = FINE;
        if (this.threads.isShutdown()) {
            this.threads = Executors.newVirtualThreadPerTaskExecutor();
            this.server = start(this.port);
        }
    }

    public void does(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    public void responds(int status, String body, String... headers) {
        does(response(status, body, headers));
    }

    /// From now on connections are refused.
    public void stop() {
        this.server.stop(0);
        this.threads.shutdownNow();
    }

    public List<Asked> asked() {
        return List.copyOf(this.asked);
    }

    public URI address() {
        return URI.create("http://localhost:" + this.port);
    }

    /// @param headers pairs of name and value; JSON if none says otherwise
    public static Behaviour response(int status, String body, String... headers) {
        return (exchange) -> {
            exchange.getResponseHeaders()
                .set("Content-Type", (status < 400) ? "application/json" : "application/problem+json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
            exchange.getResponseBody().write(bytes);
        };
    }

    private HttpServer start(int wantedPort) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort),
                    0);
            started.setExecutor(this.threads);
            started.createContext("/", this::handle);
            started.start();
            return started;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            this.asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                    exchange.getProtocol(), Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            this.behaviour.respond(exchange);
        }
        catch (InterruptedException ex) {
            // The test is over.
        }
    }

    /// How the service answers.
    public interface Behaviour {

        void respond(HttpExchange exchange) throws IOException, InterruptedException;

    }

    /// A request as it reached the service.
    public record Asked(String method, String address, String protocol, Map<String, List<String>> headers,
            String body) {

        public List<String> header(String name) {
            Headers all = new Headers();
            all.putAll(this.headers);
            return all.getOrDefault(name, List.of());
        }

    }

}
