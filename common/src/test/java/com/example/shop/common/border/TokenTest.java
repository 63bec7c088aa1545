package com.example.shop.common.border;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.localplatform.infrastructure.TestIssuer;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ExtendWith(OutputCaptureExtension.class)
class TokenTest {

    private static final Map<String, Object> GOOD_HEADER = Map.of("alg", "RS256", "typ", "at+jwt", "kid", "test");

    private static final TestIssuer ISSUER = Border.SHARED.issuer;

    private static final TestIssuer STRANGER = TestIssuer.start();

    private final Border border = Border.SHARED;

    static Stream<Arguments> refused() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(text("garbage"), text("..."), text("a.b.c"), text(""), text("x".repeat(8000)),
                // Time
                claims("expired", (claims) -> claims.put("exp", now - 60)),
                claims("not yet valid", (claims) -> claims.put("nbf", now + 60)),
                claims("without an end", (claims) -> claims.remove("exp")),
                claims("end is text", (claims) -> claims.put("exp", "never")),
                // Who made it for whom
                claims("another issuer", (claims) -> claims.put("iss", "http://evil.example")),
                claims("issuer as prefix", (claims) -> claims.put("iss", ISSUER.issuer() + ".evil.example")),
                claims("issuer with a slash", (claims) -> claims.put("iss", ISSUER.issuer() + "/")),
                claims("no issuer", (claims) -> claims.remove("iss")),
                claims("another audience", (claims) -> claims.put("aud", "elsewhere")),
                claims("audiences without us", (claims) -> claims.put("aud", List.of("a", "orderly2"))),
                claims("no audience", (claims) -> claims.remove("aud")),
                claims("no subject", (claims) -> claims.remove("sub")),
                claims("subject with a line break", (claims) -> claims.put("sub", "alice\nforged")),
                claims("empty subject", (claims) -> claims.put("sub", "")),
                // Signature
                header("an id token", Map.of("alg", "RS256", "typ", "JWT", "kid", "test")),
                header("without type", Map.of("alg", "RS256", "kid", "test")),
                header("RS512 in the header", Map.of("alg", "RS512", "typ", "at+jwt", "kid", "test")),
                header("another key id", Map.of("alg", "RS256", "typ", "at+jwt", "kid", "../../etc/passwd")),
                header("SQL as key id", Map.of("alg", "RS256", "typ", "at+jwt", "kid", "' OR 1=1 --")),
                header("unknown critical header",
                        Map.of("alg", "RS256", "typ", "at+jwt", "kid", "test", "crit", List.of("x"), "x", 1)),
                unsigned("none"), unsigned("NONE"), unsigned("nOnE"), unsigned("HS256"),
                arguments("a stranger's key", STRANGER.token(GOOD_HEADER, good())),
                arguments("altered claims", altered()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, String token, CapturedOutput output) {
        var response = this.border.send(this.border.request("/api/me").header("Authorization", "Bearer " + token));

        Border.problem(response, PlatformProblem.UNAUTHENTICATED);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
            .hasValueSatisfying((challenge) -> assertThat(challenge).isIn("Bearer", "Bearer error=\"invalid_token\""));
        assertThat(output.getOut().lines().filter((line) -> line.contains(" audit "))).singleElement()
            .asString()
            .contains("who=-", "\"GET /api/me\"", "status=401", "why=\"")
            .doesNotContain((token.length() > 10) ? token : "no such text");
    }

    @Test
    void with_a_good_token_the_same_header_opens() {
        var response = this.border.send(
                this.border.request("/api/me").header("Authorization", "Bearer " + ISSUER.token(GOOD_HEADER, good())));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_of_a_megabyte_is_400() {
        var response = this.border
            .send(this.border.request("/api/me").header("Authorization", "Bearer " + "x".repeat(1_000_000)));

        Border.problem(response.statusCode(), response.body(), PlatformProblem.BAD_REQUEST);
    }

    @Test
    void tokens_elsewhere_than_in_the_header_do_not_count() {
        Border.problem(this.border.send(this.border.request("/api/me?access_token=" + this.border.alice())),
                PlatformProblem.UNAUTHENTICATED);
        Border.problem(
                this.border
                    .send(this.border.request("/api/me").header("Cookie", "access_token=" + this.border.alice())),
                PlatformProblem.UNAUTHENTICATED);
    }

    @Test
    void roles_come_from_the_token_alone() {
        var response = this.border.send(this.border.asAlice("/api/operators?roles=OPERATOR")
            .header("X-User-Roles", "OPERATOR")
            .header("X-Roles", "OPERATOR"));
        Map<String, Object> claims = good();
        claims.put("roles", List.of());
        claims.put("scope", "OPERATOR ROLE_OPERATOR");
        claims.put("realm_access", Map.of("roles", List.of("OPERATOR")));
        var byScope = this.border
            .send(this.border.request("/api/operators").header("Authorization", "Bearer " + ISSUER.token(claims)));

        Border.problem(response, PlatformProblem.FORBIDDEN);
        Border.problem(byScope, PlatformProblem.FORBIDDEN);
        assertThat(byScope.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void a_key_that_the_token_brings_along_is_neither_used_nor_fetched() throws Exception {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        HttpServer evil = HttpServer.create(new java.net.InetSocketAddress("localhost", 0), 0);
        evil.createContext("/", (exchange) -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        evil.start();
        this.evil = evil;
        String address = "http://localhost:" + evil.getAddress().getPort() + "/keys";

        for (Map<String, Object> header : List.<Map<String, Object>>of(
                Map.of("alg", "RS256", "typ", "at+jwt", "kid", "evil", "jku", address),
                Map.of("alg", "RS256", "typ", "at+jwt", "kid", "evil", "x5u", address))) {
            var response = this.border.send(
                    this.border.request("/api/me").header("Authorization", "Bearer " + STRANGER.token(header, good())));
            Border.problem(response, PlatformProblem.UNAUTHENTICATED);
        }

        assertThat(calls).hasValue(0);
    }

    private @Nullable HttpServer evil;

    @AfterEach
    void stop() {
        if (this.evil != null) {
            this.evil.stop(0);
        }
    }

    private static Map<String, Object> good() {
        return new HashMap<>(ISSUER.claims("alice", "CUSTOMER"));
    }

    private static Arguments text(String token) {
        return arguments((token.length() > 20) ? "much text" : "'" + token + "'", token);
    }

    private static Arguments claims(String name, Consumer<Map<String, Object>> spoil) {
        Map<String, Object> claims = good();
        spoil.accept(claims);
        return arguments(name, ISSUER.token(claims));
    }

    private static Arguments header(String name, Map<String, Object> header) {
        return arguments(name, ISSUER.token(header, good()));
    }

    private static Arguments unsigned(String algorithm) {
        return arguments("alg " + algorithm,
                base64(Map.of("alg", algorithm, "typ", "at+jwt")) + "." + base64(good()) + ".");
    }

    private static String altered() {
        String[] parts = ISSUER.token(GOOD_HEADER, good()).split("\\.");
        Map<String, Object> claims = good();
        claims.put("roles", List.of("OPERATOR"));
        return parts[0] + "." + base64(claims) + "." + parts[2];
    }

    private static String base64(Map<String, Object> json) {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Border.JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8));
    }

}
