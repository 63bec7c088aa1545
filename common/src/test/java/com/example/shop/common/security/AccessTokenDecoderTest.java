package com.example.shop.common.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Tokens over time. What is refused, and how, is in TokenTest.
class AccessTokenDecoderTest {

    private static final URI ISSUER = URI.create("http://issuer");

    private static final RSAKey KEY = key();

    private static final RSAKey OTHER = key();

    // Spring looks at the clock of the machine as well.
    private Instant now = Instant.now();

    private @Nullable JWKSet keys = new JWKSet(KEY.toPublicJWK());

    private boolean withdrawAfterNextUse;

    private final AccessTokenDecoder decoder = new AccessTokenDecoder(
            new SecurityProperties(ISSUER, null, "orderly", List.of(), Duration.ofSeconds(10), Duration.ofMinutes(5),
                    Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(2)),
            (selector, _) -> {
                if (this.keys == null) {
                    throw new RemoteKeySourceException("away", null);
                }
                List<JWK> selected = selector.select(this.keys);
                if (this.withdrawAfterNextUse) {
                    this.keys = new JWKSet(OTHER.toPublicJWK());
                }
                return selected;
            }, new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Instant instant() {
                    return AccessTokenDecoderTest.this.now;
                }
            });

    @Test
    void a_token_is_refused_when_its_time_is_over() {
        String token = token();
        assertThat(this.decoder.decode(token).getSubject()).isEqualTo("alice");

        this.now = this.now.plus(Duration.ofMinutes(5)).plusSeconds(11);

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode(token))
            .withMessageContaining("expired");
    }

    @Test
    void a_token_is_refused_without_its_key() {
        String token = token();
        this.decoder.decode(token);

        this.keys = new JWKSet(OTHER.toPublicJWK());

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode(token));
    }

    @Test
    void a_key_withdrawn_while_its_token_is_decoded_is_refused_from_then_on() {
        String token = token();
        this.withdrawAfterNextUse = true;
        this.decoder.decode(token);

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode(token));
    }

    @Test
    void while_nobody_knows_the_keys_a_token_gets_503() {
        String token = token();
        this.decoder.decode(token);

        this.keys = null;

        assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> this.decoder.decode(token))
            .satisfies((unavailable) -> assertThat(unavailable.getStatusCode().value()).isEqualTo(503));
    }

    @Test
    void a_new_key_beside_the_old_one_changes_nothing() {
        String token = token();
        this.decoder.decode(token);

        this.keys = new JWKSet(List.of(OTHER.toPublicJWK(), KEY.toPublicJWK()));

        assertThat(this.decoder.decode(token).getSubject()).isEqualTo("alice");
    }

    @Test
    void a_signature_that_was_tampered_with_is_another_token() {
        String token = token();
        this.decoder.decode(token);
        char flipped = (token.charAt(token.length() - 10) == 'A') ? 'B' : 'A';
        String forged = token.substring(0, token.length() - 10) + flipped + token.substring(token.length() - 9);

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> this.decoder.decode(forged));
    }

    private String token() {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).build(),
                    new JWTClaimsSet.Builder().issuer(ISSUER.toString())
                        .audience("orderly")
                        .subject("alice")
                        .issueTime(Date.from(this.now))
                        .expirationTime(Date.from(this.now.plus(Duration.ofMinutes(5))))
                        .build());
            token.sign(new RSASSASigner(KEY));
            return token.serialize();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).generate();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
