package com.example.shop.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks one process of this machine directly; for health and management alone, the shop is asked through the gateway.
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();

    private Http() {
    }

    /// The status of the answer; 0 if there is none.
    static int status(int port, String path) {
        try {
            return get("localhost", port, path).statusCode();
        }
        catch (IOException ex) {
            return 0;
        }
    }

    static HttpResponse<String> get(String host, int port, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
