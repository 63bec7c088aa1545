package com.example.shop.common.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IssuerKeysTest {

    private static final RSAKey OLD = key("old");

    private static final RSAKey NEW = key("new");

    private final AtomicInteger fetches = new AtomicInteger();

    private volatile JWKSet published = new JWKSet(OLD);

    private volatile boolean up = true;

    private volatile String namedIssuer = "";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private HttpServer issuer;

    IssuerKeysTest() throws IOException {
        this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        this.namedIssuer = address("");
        this.issuer.createContext("/keys", (exchange) -> {
            this.fetches.incrementAndGet();
            answer(exchange, this.published.toString());
        });
        this.issuer.createContext("/.well-known/openid-configuration", (exchange) -> answer(exchange,
                "{\"issuer\":\"" + this.namedIssuer + "\",\"jwks_uri\":\"" + address("/keys") + "\"}"));
        this.issuer.start();
    }

    @AfterEach
    void stop() {
        this.issuer.stop(0);
    }

    @Test
    void keys_are_fetched_once_for_many_tokens() throws Exception {
        IssuerKeys keys = keys(URI.create(address("/keys")));

        List<JWK> found = List.of();
        for (int i = 0; i < 100; i++) {
            found = get(keys, "old");
        }

        assertThat(found).hasSize(1).noneMatch(JWK::isPrivate);
        assertThat(this.fetches).hasValue(1);
    }

    @Test
    void the_issuer_is_asked_where_its_keys_are() throws Exception {
        assertThat(get(keys(null), "old")).hasSize(1);
    }

    @Test
    void a_document_of_another_issuer_is_not_believed() {
        this.namedIssuer = "http://evil.example";

        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys(null), "old"));
        assertThat(this.fetches).hasValue(0);
    }

    @Test
    void a_thousand_made_up_keys_are_one_fetch_in_ten_seconds() throws Exception {
        IssuerKeys keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.now = this.now.plusSeconds(11);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<JWK>>> calls = java.util.stream.IntStream.range(0, 1_000)
                .<Callable<List<JWK>>>mapToObj((i) -> () -> get(keys, "made-up-" + i))
                .toList();
            for (Future<List<JWK>> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEmpty();
            }
        }

        assertThat(this.fetches).hasValue(2);
    }

    @Test
    void a_new_key_is_found_as_soon_as_the_pause_is_over() throws Exception {
        IssuerKeys keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.published = new JWKSet(List.of(OLD, NEW));

        assertThat(get(keys, "new")).isEmpty();
        this.now = this.now.plusSeconds(11);
        assertThat(get(keys, "new")).hasSize(1);
    }

    @Test
    void a_withdrawn_key_works_five_minutes_more_at_most() throws Exception {
        IssuerKeys keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.published = new JWKSet(NEW);

        this.now = this.now.plus(Duration.ofMinutes(5)).plusSeconds(1);

        assertThat(get(keys, "old")).isEmpty();
    }

    @Test
    void known_keys_go_on_while_the_issuer_is_down_but_not_for_ever() throws Exception {
        IssuerKeys keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.up = false;

        this.now = this.now.plus(Duration.ofMinutes(30));
        assertThat(get(keys, "old")).hasSize(1);

        this.now = this.now.plus(Duration.ofMinutes(31));
        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "old"));
    }

    @Test
    void an_issuer_that_comes_late_is_found_within_seconds() throws Exception {
        this.up = false;
        IssuerKeys keys = keys(URI.create(address("/keys")));
        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "old"));
        this.up = true;

        this.now = this.now.plusSeconds(2);

        assertThat(get(keys, "old")).hasSize(1);
    }

    private IssuerKeys keys(@Nullable URI keys) {
        SecurityProperties settings = new SecurityProperties(URI.create(address("")), keys, "orderly", List.of(),
                Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(1),
                Duration.ofSeconds(2));
        return new IssuerKeys(settings, () -> this.now);
    }

    private static List<JWK> get(IssuerKeys keys, String id) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private String address(String path) {
        return "http://localhost:" + this.issuer.getAddress().getPort() + path;
    }

    private void answer(com.sun.net.httpserver.HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
        exchange.sendResponseHeaders(this.up ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
