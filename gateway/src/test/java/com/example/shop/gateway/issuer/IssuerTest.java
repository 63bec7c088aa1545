package com.example.shop.gateway.issuer;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.example.shop.gateway.RunningGateway;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerTest extends RunningGateway {

    private static final String ISSUER = "http://gateway.test";

    @ParameterizedTest
    @CsvSource({ "alice, CUSTOMER", "bob, CUSTOMER", "wendy, WAREHOUSE", "olga, OPERATOR" })
    void each_demo_identity_gets_a_token_with_its_role(String name, String role) throws Exception {
        HttpResponse<String> response = askForToken(name, name + "-secret");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("token_type").asString()).isEqualTo("Bearer");
        assertThat(header(response, "Cache-Control")).contains("no-store");
        SignedJWT token = SignedJWT.parse(json(response).get("access_token").asString());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getHeader().getKeyID()).isEqualTo(key().getKeyID());
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo(name);
        assertThat(claims.getStringClaim("client_id")).isEqualTo(name);
        assertThat(claims.getAudience()).containsExactly("orderly");
        assertThat(claims.getStringListClaim("roles")).containsExactly(role);
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
            .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void the_secret_may_stand_in_the_form() {
        HttpResponse<String> response = askWithForm(
                "grant_type=client_credentials&client_id=alice&client_secret=alice-secret");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({ "alice, wrong", "alice, ''", "nobody, nobody-secret", "alice, bob-secret" })
    void a_wrong_name_and_a_wrong_secret_get_the_same_response(String name, String secret) {
        HttpResponse<String> response = askForToken(name, secret);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(header(response, "WWW-Authenticate")).isEqualTo("Basic realm=\"orderly\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "password", "authorization_code", "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange" })
    void no_other_grant_is_known(String grant) {
        HttpResponse<String> response = askWithForm(
                "client_id=alice&client_secret=alice-secret&code=x&refresh_token=x&grant_type=" + grant);

        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(json(response).get("error").asString()).isIn("unsupported_grant_type", "invalid_client");
        assertThat(response.body()).doesNotContain("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/oauth2/authorize", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/par",
            "/oauth2/device_authorization", "/oauth2/device_verification", "/oauth2/register", "/connect/register",
            "/connect/logout", "/userinfo", "/login" })
    void no_other_address_of_an_authorization_server_is_open(String path) {
        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(problemOf(get(path, Caller.olga))).isEqualTo("404 not-found");
        assertThat(problemOf(send("POST", path, Caller.olga, "token=x"))).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @CsvSource({ "GET, /oauth2/token, POST", "POST, /oauth2/jwks, GET" })
    void the_wrong_method_is_answered_with_405_and_no_session(String method, String path, String allowed) {
        HttpResponse<String> response = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(problemOf(response)).isEqualTo("405 method-not-allowed");
        assertThat(header(response, "Allow")).isEqualTo(allowed);
        assertThat(header(response, "Set-Cookie")).isEmpty();
    }

    @Test
    void the_discovery_document_tells_where_tokens_and_keys_are() {
        HttpResponse<String> response = get("/.well-known/openid-configuration");

        assertThat(json(response).get("issuer").asString()).isEqualTo(ISSUER);
        assertThat(json(response).get("token_endpoint").asString()).isEqualTo(ISSUER + "/oauth2/token");
        assertThat(json(response).get("jwks_uri").asString()).isEqualTo(ISSUER + "/oauth2/jwks");
    }

    @Test
    void the_public_keys_hold_nothing_private() throws Exception {
        HttpResponse<String> response = get("/oauth2/jwks");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"keys\":[" + key().toPublicJWK().toJSONString() + "]}");
        assertThat(response.body()).doesNotContain("\"d\":", "\"p\":", "\"q\":");
    }

    @Test
    void the_key_file_can_be_read_by_its_owner_alone() throws Exception {
        get("/oauth2/jwks");

        assertThat(Files.getPosixFilePermissions(KEY_FILE)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_good_token_is_let_in() throws Exception {
        assertThat(askForOrders(signed(key(), (_) -> {
        }))).isEqualTo(200);
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(claims("expired", (c) -> c.expirationTime(ago(Duration.ofMinutes(1)))),
                claims("without an end", (c) -> c.expirationTime(null)),
                claims("not valid yet", (c) -> c.notBeforeTime(ago(Duration.ofMinutes(-5)))),
                claims("another audience", (c) -> c.audience("other")),
                claims("several audiences without ours", (c) -> c.audience(List.of("other", "orderly2"))),
                claims("no audience", (c) -> c.audience((String) null)),
                claims("another issuer", (c) -> c.issuer("http://evil.test")),
                claims("ours as the beginning of the issuer", (c) -> c.issuer(ISSUER + ".evil.test")),
                claims("no issuer", (c) -> c.issuer(null)), claims("no subject", (c) -> c.subject(null)));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void a_token_with_a_bad_claim_is_refused(String what, Consumer<JWTClaimsSet.Builder> spoil) throws Exception {
        assertThat(askForOrders(signed(key(), spoil))).as(what).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "NONE", "nOnE" })
    void a_token_without_a_signature_is_refused(String algorithm) throws Exception {
        String header = base64("{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\"}");
        String claims = base64(goodClaims().build().toString());

        assertThat(askForOrders(header + "." + claims + ".")).isEqualTo(401);
        assertThat(askForOrders(header + "." + claims)).isEqualTo(401);
    }

    @Test
    void a_token_signed_with_the_public_key_as_a_secret_is_refused() throws Exception {
        for (byte[] secret : List.of(key().toRSAPublicKey().getEncoded(),
                key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            assertThat(askForOrders(signed(new MACSigner(secret),
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key().getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                    goodClaims().build())))
                .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "JWT", "id_token", "dpop+jwt" })
    void a_token_of_another_type_is_refused(String type) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key().getKeyID())
            .type(new JOSEObjectType(type))
            .build();

        assertThat(askForOrders(signed(new RSASSASigner(key()), header, goodClaims().build()))).isEqualTo(401);
    }

    @Test
    void a_token_of_another_algorithm_is_refused_though_the_key_is_right() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(key().getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();

        assertThat(askForOrders(signed(new RSASSASigner(key()), header, goodClaims().build()))).isEqualTo(401);
    }

    @Test
    void a_token_signed_by_a_stranger_is_refused_though_it_brings_the_strangers_key() throws Exception {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID(key().getKeyID()).generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key().getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .jwk(stranger.toPublicJWK())
            .jwkURL(ORDER.address())
            .x509CertURL(ORDER.address())
            .build();

        assertThat(askForOrders(signed(new RSASSASigner(stranger), header, goodClaims().build()))).isEqualTo(401);
        assertThat(ORDER.asked()).isEmpty();
    }

    @Test
    void a_token_that_was_altered_is_refused() throws Exception {
        String[] parts = signed(key(), (_) -> {
        }).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

        assertThat(askForOrders(parts[0] + "." + base64(claims.replace("CUSTOMER", "OPERATOR")) + "." + parts[2]))
            .isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_or_in_a_form_is_not_read() {
        assertThat(get("/api/orders?access_token=" + token(Caller.alice)).statusCode()).isEqualTo(401);
    }

    private int askForOrders(String token) {
        HttpResponse<String> response = get("/api/orders", "Authorization", "Bearer " + token);
        if (response.statusCode() == 401) {
            assertThat(header(response, "WWW-Authenticate")).startsWith("Bearer");
            assertThat(problemOf(response)).isEqualTo("401 unauthenticated");
            assertThat(ORDER.asked()).isEmpty();
        }
        return response.statusCode();
    }

    private HttpResponse<String> askWithForm(String form) {
        return send(request("/oauth2/token", "Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static RSAKey key() throws Exception {
        return RSAKey.parse(Files.readString(KEY_FILE));
    }

    private static String signed(RSAKey key, Consumer<JWTClaimsSet.Builder> spoil) throws Exception {
        JWTClaimsSet.Builder claims = goodClaims();
        spoil.accept(claims);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();
        return signed(new RSASSASigner(key), header, claims.build());
    }

    private static String signed(JWSSigner signer, JWSHeader header, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder goodClaims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER)
            .subject("alice")
            .audience("orderly")
            .claim("client_id", "alice")
            .claim("roles", List.of("CUSTOMER"))
            .jwtID("1")
            .issueTime(ago(Duration.ZERO))
            .expirationTime(ago(Duration.ofMinutes(-5)));
    }

    private static Arguments claims(String what, Consumer<JWTClaimsSet.Builder> spoil) {
        return Arguments.of(what, spoil);
    }

    private static Date ago(Duration time) {
        return Date.from(Instant.now().minus(time));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

}
