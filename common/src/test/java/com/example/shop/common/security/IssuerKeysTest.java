package com.example.shop.common.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class IssuerKeysTest {

    private static final Duration REFRESH = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final Duration OUTAGE = Duration.ofSeconds(6);

    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private static final RSAKey OLD = key("old");

    private static final RSAKey NEW = key("new");

    private final AtomicInteger fetches = new AtomicInteger();

    private volatile JWKSet published = new JWKSet(OLD);

    private volatile boolean up = true;

    private volatile String namedIssuer = "";

    private volatile @Nullable CountDownLatch hanging;

    private HttpServer issuer;

    IssuerKeysTest() throws IOException {
        this.issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        this.namedIssuer = address("");
        this.issuer.createContext("/keys", (exchange) -> {
            this.fetches.incrementAndGet();
            CountDownLatch latch = this.hanging;
            if (latch != null) {
                awaitUninterruptibly(latch);
            }
            respond(exchange, this.published.toString());
        });
        this.issuer.createContext("/.well-known/openid-configuration", (exchange) -> respond(exchange,
                "{\"issuer\":\"" + this.namedIssuer + "\",\"jwks_uri\":\"" + address("/keys") + "\"}"));
        this.issuer.start();
    }

    @AfterEach
    void stop() {
        this.issuer.stop(0);
    }

    @Test
    void keys_are_fetched_once_for_many_tokens() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));

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
    void a_document_of_another_issuer_is_refused() {
        this.namedIssuer = "http://evil.example";

        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys(null), "old"));
        assertThat(this.fetches).hasValue(0);
    }

    @Test
    void a_thousand_made_up_keys_are_one_fetch_in_a_pause() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        Instant since = Instant.now();
        await().until(() -> Duration.between(since, Instant.now()).compareTo(PAUSE) > 0);

        assertThat(atOnce(1_000, (i) -> get(keys, "made-up-" + i))).allSatisfy((found) -> assertThat(found).isEmpty());

        assertThat(this.fetches).hasValueBetween(2, 2 + (int) Duration.between(since, Instant.now()).dividedBy(PAUSE));
    }

    @Test
    void a_new_key_is_found_as_soon_as_the_pause_is_over() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.published = new JWKSet(List.of(OLD, NEW));

        await().atMost(REFRESH).untilAsserted(() -> assertThat(get(keys, "new")).hasSize(1));
    }

    @Test
    void a_withdrawn_key_is_refused_when_its_time_is_over() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.published = new JWKSet(NEW);

        await().atMost(REFRESH.plus(PAUSE)).untilAsserted(() -> assertThat(get(keys, "old")).isEmpty());
    }

    @Test
    void known_keys_go_on_while_the_issuer_is_down_but_not_for_ever() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.up = false;
        Instant since = Instant.now();

        await().during(REFRESH.multipliedBy(2)).atMost(OUTAGE).until(() -> get(keys, "old").size() == 1);

        await().atMost(OUTAGE.plus(REFRESH).plus(PAUSE))
            .untilAsserted(
                    () -> assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "old")));
        assertThat(Duration.between(since, Instant.now())).isGreaterThan(OUTAGE.minus(REFRESH));
    }

    @Test
    void an_issuer_that_comes_late_is_found_within_seconds() {
        this.up = false;
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "old"));
        this.up = true;

        await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> get(keys, "old").size() == 1);
    }

    @Test
    void while_the_issuer_hangs_fifty_callers_are_refused_in_about_one_timeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // Longer than the pause after a failure, so that waiting callers would try
            // again.
            Duration timeout = Duration.ofMillis(1_500);
            JWKSource<SecurityContext> keys = keys(URI.create("http://localhost:" + silent.getLocalPort() + "/keys"),
                    Duration.ofMinutes(5), timeout);
            long start = System.nanoTime();

            assertThat(atOnce(50, (_) -> {
                assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> get(keys, "old"));
                return "refused";
            })).hasSize(50);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.multipliedBy(3));
        }
    }

    @Test
    void while_the_issuer_hangs_callers_go_on_with_the_known_keys_at_once() throws Exception {
        JWKSource<SecurityContext> keys = keys(URI.create(address("/keys")));
        get(keys, "old");
        this.hanging = new CountDownLatch(1);
        Instant end = Instant.now().plus(REFRESH.multipliedBy(2));

        Duration longest = Duration.ZERO;
        while (Instant.now().isBefore(end)) {
            long start = System.nanoTime();
            assertThat(get(keys, "old")).hasSize(1);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            longest = (took.compareTo(longest) > 0) ? took : longest;
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }

        this.hanging.countDown();
        assertThat(longest).isLessThan(TIMEOUT.dividedBy(2));
    }

    private interface Call<T> {

        T run(int number) throws Exception;

    }

    private static <T> List<T> atOnce(int callers, Call<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, callers)
                .<Callable<T>>mapToObj((i) -> () -> call.run(i))
                .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private JWKSource<SecurityContext> keys(@Nullable URI keys) {
        return keys(keys, REFRESH, TIMEOUT);
    }

    private JWKSource<SecurityContext> keys(@Nullable URI keys, Duration refresh, Duration timeout) {
        SecurityProperties settings = new SecurityProperties(URI.create(address("")), keys, "orderly", List.of(),
                Duration.ofSeconds(10), refresh, PAUSE, OUTAGE, timeout);
        return IssuerKeys.of(settings);
    }

    private static List<JWK> get(JWKSource<SecurityContext> keys, String id) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private String address(String path) {
        return "http://localhost:" + this.issuer.getAddress().getPort() + path;
    }

    private void respond(com.sun.net.httpserver.HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
        exchange.sendResponseHeaders(this.up ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
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
