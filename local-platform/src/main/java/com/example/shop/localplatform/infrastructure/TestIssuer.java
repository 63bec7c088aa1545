package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/// An issuer of access tokens for tests: a signing key and the key set that a service checks tokens with. Tokens are
/// real and travel over real HTTP, so that a test meets the same checks as a caller from outside.
public final class TestIssuer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final KeyPair keys = newKeys();

    private final HttpServer server;

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    /// Starts an issuer on a free port of the loopback address; it ends with the JVM at
    /// the latest.
    public static TestIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(server);
            byte[] keySet = JSON.writeValueAsBytes(issuer.keySet());
            server.createContext("/oauth2/jwks", (exchange) -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keySet.length);
                exchange.getResponseBody().write(keySet);
                exchange.close();
            });
            server.start();
            return issuer;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// What tokens name as their `iss`.
    public String issuer() {
        return "http://localhost:" + this.server.getAddress().getPort();
    }

    /// Where the key set is read.
    public String jwkSetUri() {
        return issuer() + "/oauth2/jwks";
    }

    /// A token for five minutes that every service of the platform accepts.
    public String token(String subject, String... roles) {
        return token(claims(subject, roles));
    }

    /// The claims of a good token, to be spoilt by a test.
    public Map<String, Object> claims(String subject, String... roles) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", subject);
        claims.put("client_id", subject);
        claims.put("aud", List.of("orderly"));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("roles", Arrays.asList(roles));
        return claims;
    }

    /// Signs any claims, good or bad, as an access token (`at+jwt`, RS256).
    public String token(Map<String, Object> claims) {
        return token(Map.of("alg", "RS256", "typ", "at+jwt", "kid", "test"), claims);
    }

    /// Signs any header and claims, always with RS256 whatever the header says.
    public String token(Map<String, Object> header, Map<String, Object> claims) {
        String content = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(this.keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

    private Map<String, Object> keySet() {
        RSAPublicKey key = (RSAPublicKey) this.keys.getPublic();
        return Map.of("keys", List.of(Map.of("kty", "RSA", "use", "sig", "alg", "RS256", "kid", "test", "n",
                base64(key.getModulus()), "e", base64(key.getPublicExponent()))));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64((bytes[0] == 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
