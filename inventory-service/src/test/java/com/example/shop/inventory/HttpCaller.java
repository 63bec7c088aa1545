package com.example.shop.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the service over HTTP, with a token or without.
public final class HttpCaller {

    private static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    private final int port;

    private final @Nullable String token;

    HttpCaller(int port, @Nullable String token) {
        this.port = port;
        this.token = token;
    }

    public Response get(String path) {
        return send("GET", path, "");
    }

    public Response post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Response put(String path, String body) {
        return send("PUT", path, body);
    }

    private Response send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (this.token != null) {
            request.header("Authorization", "Bearer " + this.token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Response(response.statusCode(), response.headers(),
                    new String(response.body(), StandardCharsets.UTF_8));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public record Response(int status, HttpHeaders headers, String text) {

        public JsonNode body() {
            return JSON.readTree(this.text);
        }

        /// The last part of the problem's type, such as `not-found`.
        public String problem() {
            return body().path("type").asString().replaceFirst("^/problems/", "");
        }

        /// The pointers of the invalid fields.
        public String pointers() {
            return body().path("errors")
                .valueStream()
                .map((error) -> error.path("pointer").asString())
                .toList()
                .toString();
        }

        public String header(String name) {
            return this.headers.firstValue(name).orElse("");
        }

    }

}
