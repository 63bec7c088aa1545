package com.example.shop.gateway.issuer;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.PermitAll;

import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells what this provider can do (RFC 8414 and OpenID Connect Discovery 1.0). Spring's own document would promise a
/// dozen endpoints that are closed here.
@PermitAll
@RestController
@Conditional(IssuerConfiguration.GatewayIsIssuer.class)
class DiscoveryController {

    static final String OPENID = "/.well-known/openid-configuration";

    static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final Metadata metadata;

    DiscoveryController(AuthorizationServerSettings settings) {
        String issuer = String.valueOf(settings.getIssuer());
        this.metadata = new Metadata(issuer, issuer + settings.getTokenEndpoint(),
                issuer + settings.getJwkSetEndpoint(), List.of("client_credentials"),
                List.of("client_secret_basic", "client_secret_post"), List.of(), List.of("public"), List.of("RS256"));
    }

    @GetMapping({ OPENID, OAUTH })
    Metadata metadata() {
        return this.metadata;
    }

    /// POST for tokens and GET for keys are served by filters; other methods end up here.
    @RequestMapping("/oauth2/token")
    void onlyPostForTokens(HttpMethod method) throws HttpRequestMethodNotSupportedException {
        throw new HttpRequestMethodNotSupportedException(method.name(), List.of("POST"));
    }

    @RequestMapping("/oauth2/jwks")
    void onlyGetForKeys(HttpMethod method) throws HttpRequestMethodNotSupportedException {
        throw new HttpRequestMethodNotSupportedException(method.name(), List.of("GET"));
    }

    record Metadata(@JsonProperty("issuer") String issuer, @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("jwks_uri") String jwksUri, @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("token_endpoint_auth_methods_supported") List<String> authenticationMethods,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,
            @JsonProperty("id_token_signing_alg_values_supported") List<String> signingAlgorithms) {
    }

}
