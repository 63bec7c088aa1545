package com.example.shop.gateway.issuer;

import java.util.List;
import java.util.Map;

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

    private final AuthorizationServerSettings settings;

    DiscoveryController(AuthorizationServerSettings settings) {
        this.settings = settings;
    }

    @GetMapping({ OPENID, OAUTH })
    Map<String, Object> metadata() {
        String issuer = String.valueOf(this.settings.getIssuer());
        return Map.of("issuer", issuer, //
                "token_endpoint", issuer + this.settings.getTokenEndpoint(), //
                "jwks_uri", issuer + this.settings.getJwkSetEndpoint(), //
                "grant_types_supported", List.of("client_credentials"), //
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"), //
                "response_types_supported", List.of(), //
                "subject_types_supported", List.of("public"), //
                "id_token_signing_alg_values_supported", List.of("RS256"));
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

}
