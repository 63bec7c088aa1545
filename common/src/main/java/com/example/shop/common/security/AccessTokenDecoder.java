package com.example.shop.common.security;

import java.time.Clock;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.http.HttpStatus;
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

/// Reads an access token (RFC 9068) and accepts it only if everything about it is right.
class AccessTokenDecoder implements JwtDecoder {

    /// A subject ends in tables and logs, so it is held to printable characters.
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final NimbusJwtDecoder decoder;

    AccessTokenDecoder(SecurityProperties settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.decoder = NimbusJwtDecoder.withJwkSource(keys)
            // Named here and not taken from the token: neither "none" nor an HMAC with
            // our public key gets through.
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .jwtProcessorCustomizer((processor) -> processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                    new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"))))
            .build();
        this.decoder.setJwtValidator(validator(settings, clock));
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
                byClaim.put("sub", AccessTokenDecoder::subject);
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
        try {
            return this.decoder.decode(token);
        }
        catch (BadJwtException ex) {
            throw ex;
        }
        catch (JwtException ex) {
            if (ex.getCause() instanceof KeySourceException) {
                // Not the caller's fault: nobody's token can be checked.
                throw new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, ex);
            }
            throw new BadJwtException("The token cannot be checked", ex);
        }
    }

}
