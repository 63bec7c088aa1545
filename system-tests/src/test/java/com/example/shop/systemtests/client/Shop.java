package com.example.shop.systemtests.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/// The shop as a client sees it: one address and several identities.
public final class Shop {

    /// The package of all code of the platform; no response may contain it.
    public static final String OUR_PACKAGES = Shop.class.getPackageName().replaceFirst("\\.systemtests\\..*", "");

    private static final Duration LONGEST_RESPONSE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    private final URI gateway;

    private final ApiDescription description;

    private final History history = new History();

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /// @param gateway the public address of the gateway, without a path
    public Shop(URI gateway, ApiDescription description) {
        this.gateway = gateway;
        this.description = description;
    }

    /// A client without a token.
    public Session anyone() {
        return this.sessions.computeIfAbsent("anyone", (name) -> new Session(this, name, Token.NONE));
    }

    /// A client with a token of that identity.
    /// @param name a demo identity: alice, bob, wendy or olga
    public Session as(String name) {
        return this.sessions.computeIfAbsent(name,
                (identity) -> new Session(this, identity, new Token(this, identity)));
    }

    /// A client that sends exactly this token, valid or not.
    public Session withToken(String token) {
        return new Session(this, "a bearer of a token", () -> token);
    }

    public History history() {
        return this.history;
    }

    public ApiDescription description() {
        return this.description;
    }

    public URI address() {
        return this.gateway;
    }

    /// Calls the token endpoint with `client_credentials`.
    public Response token(String client, String secret) {
        String form = "grant_type=client_credentials";
        String basic = encode(client) + ":" + encode(secret);
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
        return send(client, "POST", "/oauth2/token", headers, form);
    }

    /// Sends one request, adds it to the history and checks its response against the
    /// description of the API.
    /// @throws UncheckedIOException if there is no response; its effect is unknown then
    Response send(String who, String method, String path, Map<String, String> headers, @Nullable String body) {
        Call call = this.history.begin(who, method, path, headers.get("Idempotency-Key"), body);
        Response response = exchange("%s %s as %s".formatted(method, path, who), request(method, path, headers, body));
        call.complete(response);
        this.description.check(method, path, response);
        return response;
    }

    private HttpRequest request(String method, String path, Map<String, String> headers, @Nullable String body) {
        BodyPublisher publisher = (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gateway + path))
            .timeout(LONGEST_RESPONSE)
            .method(method, publisher);
        headers.forEach(request::header);
        return request.build();
    }

    private Response exchange(String call, HttpRequest request) {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
            return new Response(call, response.statusCode(), response.headers(), response.body(),
                    Duration.ofNanos(System.nanoTime() - begin));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(call + ": no response, " + ex, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(call + ": interrupted", ex);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

}
