package com.example.shop.gateway.issuer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/// The demo provider: one grant (client credentials), two addresses (token and keys), four identities. Everything else
/// that Spring Authorization Server could do stays closed.
///
/// Errors of the token endpoint are the JSON of RFC 6749, section 5.2, which every OAuth client expects, and no problem
/// details.
@Configuration(proxyBeanMethods = false)
@Conditional(IssuerConfiguration.GatewayIsIssuer.class)
@EnableConfigurationProperties(IssuerProperties.class)
class IssuerConfiguration {

    IssuerConfiguration(Environment environment) {
        if (!environment.acceptsProfiles(Profiles.of("demo"))) {
            throw new InvalidConfigurationPropertyValueException("security.issuer",
                    environment.getProperty("security.issuer"),
                    "The gateway would issue tokens for its demo identities, which is only allowed in the profile demo. "
                            + "Set security.issuer to the address of your own provider, or start with the profile demo.");
        }
    }

    @Bean
    @Order(1)
    SecurityFilterChain issuerSecurity(HttpSecurity http, AuthorizationServerSettings settings) {
        return http
            .securityMatcher(settings.getTokenEndpoint(), settings.getJwkSetEndpoint(), DiscoveryController.OPENID,
                    DiscoveryController.OAUTH)
            .oauth2AuthorizationServer((server) -> server
                .clientAuthentication(
                        (client) -> client.errorResponseHandler((_, response, _) -> refuseClient(response))
                            .authenticationConverters((ways) -> ways
                                .removeIf((way) -> !(way instanceof ClientSecretBasicAuthenticationConverter
                                        || way instanceof ClientSecretPostAuthenticationConverter))))
                .tokenEndpoint((token) -> token.accessTokenRequestConverters((grants) -> grants
                    .removeIf((grant) -> !(grant instanceof OAuth2ClientCredentialsAuthenticationConverter)))))
            .authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.POST, settings.getTokenEndpoint())
                .authenticated()
                .anyRequest()
                .permitAll())
            .exceptionHandling(
                    (exceptions) -> exceptions.authenticationEntryPoint((_, response, _) -> refuseClient(response)))
            // Not "disabled", as in other chains: the authorization server would bring it
            // back, and sessions with it.
            .csrf((csrf) -> csrf.requireCsrfProtectionMatcher((_) -> false))
            .build();
    }

    /// The same response to every failed attempt (RFC 6749, 5.2): it does not tell
    /// whether the name or the secret was wrong.
    private static void refuseClient(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"orderly\"");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write("{\"error\":\"invalid_client\"}");
    }

    @Bean
    AuthorizationServerSettings issuerSettings(Environment environment) {
        return AuthorizationServerSettings.builder().issuer(environment.getRequiredProperty("security.issuer")).build();
    }

    @Bean
    RegisteredClientRepository demoIdentities(IssuerProperties properties) {
        TokenSettings tokens = TokenSettings.builder().accessTokenTimeToLive(properties.tokenLifetime()).build();
        return new InMemoryRegisteredClientRepository(Arrays.stream(DemoIdentity.values())
            .map((identity) -> RegisteredClient.withId(identity.id())
                .clientId(identity.id())
                .clientSecret(identity.secretHash())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(tokens)
                .build())
            .toList());
    }

    @Bean
    PasswordEncoder demoSecretEncoder() {
        return new DelegatingPasswordEncoder("bcrypt",
                Map.of("bcrypt", new BCryptPasswordEncoder(DemoIdentity.HASH_STRENGTH)));
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new DiscardingAuthorizationService();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IssuerProperties properties) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.from(properties.keyFile())));
    }

    /// The shape of RFC 9068, with what the platform wants to know.
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> accessTokens(Environment environment) {
        String audience = environment.getRequiredProperty("security.audience");
        return (token) -> {
            DemoIdentity identity = DemoIdentity.of(token.getRegisteredClient().getClientId());
            token.getJwsHeader().type("at+jwt");
            token.getClaims()
                .audience(List.of(audience))
                .claim("client_id", identity.id())
                .claim("roles", identity.roles());
        };
    }

    /// Holds if the issuer that everybody trusts is this gateway.
    static class GatewayIsIssuer implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            String issuer = environment.getProperty("security.issuer");
            return issuer != null && issuer.equals(environment.getProperty("gateway.public-address"));
        }

    }

}
