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

/// The shop as a client sees it: one address, and identities to call it with.
public final class Shop {

    /// Where all code of the platform lives: no response may name it.
    public static final String OUR_PACKAGES = Shop.class.getPackageName().replaceFirst("\\.systemtests\\..*", "");

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);

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

    /// A client that sends this very token, whatever it is.
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

    /// Asks the token endpoint by `client_credentials`.
    public Answer token(String client, String secret) {
        String form = "grant_type=client_credentials";
        String basic = encode(client) + ":" + encode(secret);
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
        return send(client, "POST", "/oauth2/token", headers, form);
    }

    /// Sends one request, writes it down and holds its answer against the description of
    /// the API.
    /// @throws UncheckedIOException if there is no answer; what the request did is
    /// unknown then
    Answer send(String who, String method, String path, Map<String, String> headers, @Nullable String body) {
        Call call = this.history.begin(who, method, path, headers.get("Idempotency-Key"), body);
        Answer answer = exchange("%s %s as %s".formatted(method, path, who), request(method, path, headers, body));
        call.complete(answer);
        this.description.check(method, path, answer);
        return answer;
    }

    private HttpRequest request(String method, String path, Map<String, String> headers, @Nullable String body) {
        BodyPublisher publisher = (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gateway + path))
            .timeout(LONGEST_ANSWER)
            .method(method, publisher);
        headers.forEach(request::header);
        return request.build();
    }

    private Answer exchange(String call, HttpRequest request) {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
            return new Answer(call, response.statusCode(), response.headers(), response.body(),
                    Duration.ofNanos(System.nanoTime() - begin));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(call + ": no answer, " + ex, ex);
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
