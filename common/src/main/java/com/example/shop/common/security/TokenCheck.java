package com.example.shop.common.security;

import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.ErrorResponseException;

/// Reads an access token (RFC 9068) and believes it only if everything about it is right.
///
/// A caller sends the same token with every request, and checking its signature costs more than all the rest. So a token
/// that was believed is remembered: as long as the issuer's keys stay what they were, its signature stays good. Its times
/// are looked at again each time.
class TokenCheck implements JwtDecoder {

    /// A subject ends in tables and logs, so it is held to printable characters.
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private static final int MOST_REMEMBERED = 1000;

    private static final JWKSelector ALL_KEYS = new JWKSelector(new JWKMatcher.Builder().build());

    private final SecurityProperties settings;

    private final JWKSource<SecurityContext> keys;

    private final OAuth2TokenValidator<Jwt> validator;

    private final NimbusJwtDecoder decoder;

    private final Cache<String, Believed> believed;

    TokenCheck(SecurityProperties settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.validator = validator(settings, clock);
        this.believed = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(settings.keysRefresh())
            .build();
        this.decoder = NimbusJwtDecoder.withJwkSource(keys)
            // Named here and not taken from the token: neither "none" nor an HMAC with
            // our public key gets through.
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .jwtProcessorCustomizer((processor) -> processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                    new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"))))
            .build();
        this.decoder.setJwtValidator(this.validator);
    }

    private static OAuth2TokenValidator<Jwt> validator(SecurityProperties settings, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return JwtValidators.createAtJwtValidator()
            .issuer(settings.issuer().toString())
            .audience(settings.audience())
            .validators((byClaim) -> {
                byClaim.put("exp", times);
                byClaim.put("sub", TokenCheck::subject);
                // Not every issuer sends these two, and nothing is decided by them.
                byClaim.put("client_id", (token) -> OAuth2TokenValidatorResult.success());
                byClaim.put("jti", (token) -> OAuth2TokenValidatorResult.success());
            })
            .build();
    }

    private static OAuth2TokenValidatorResult subject(Jwt token) {
        String subject = token.getSubject();
        return (subject != null && SUBJECT.matcher(subject).matches()) ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult
                    .failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The sub claim is not valid", null));
    }

    @Override
    public Jwt decode(String token) {
        Believed before = this.believed.getIfPresent(token);
        if (before != null && isStillGood(before)) {
            return before.token();
        }
        try {
            Jwt decoded = this.decoder.decode(token);
            this.believed.put(token, new Believed(decoded, this.keys.get(ALL_KEYS, null)));
            return decoded;
        }
        catch (BadJwtException ex) {
            throw ex;
        }
        catch (KeySourceException ex) {
            throw new IssuerUnavailable(this.settings, ex);
        }
        catch (JwtException ex) {
            if (ex.getCause() instanceof KeySourceException) {
                // Not the caller's fault: nobody's token can be checked.
                throw new IssuerUnavailable(this.settings, ex);
            }
            throw new BadJwtException("The token cannot be checked", ex);
        }
    }

    /// If not, the decoder looks at it again and says why.
    private boolean isStillGood(Believed before) {
        try {
            return this.keys.get(ALL_KEYS, null).equals(before.keys())
                    && !this.validator.validate(before.token()).hasErrors();
        }
        catch (KeySourceException _) {
            return false;
        }
    }

    /// @param keys all that the issuer had
    private record Believed(Jwt token, List<JWK> keys) {
    }

    private static final class IssuerUnavailable extends ErrorResponseException {

        IssuerUnavailable(SecurityProperties settings, Throwable cause) {
            super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE), cause);
            getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, settings.keysPause().toSeconds())));
        }

    }

}
