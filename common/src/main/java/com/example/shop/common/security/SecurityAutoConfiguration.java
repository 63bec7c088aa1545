package com.example.shop.common.security;

import java.time.Clock;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Everything is closed unless it is opened explicitly. An application that has filter chains of its own, as the gateway
/// does, builds them from the other beans here.
@AutoConfiguration(beforeName = { "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecurityProperties.class)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
@Import({ Audit.class, RefusedRequests.class, EveryEndpointNamesItsRoles.class, CallerArgumentResolver.class })
class SecurityAutoConfiguration {

    /// What all filter chains have in common, also those that an application defines
    /// itself.
    @Bean
    Customizer<HttpSecurity> everyChain(RefusedRequests refusals) {
        return (http) -> http
            .sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            // There is no cookie that another site could make a browser send along.
            .csrf(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .headers((headers) -> headers
                .contentSecurityPolicy(
                        (policy) -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(Customizer.withDefaults()))
            .exceptionHandling(
                    (exceptions) -> exceptions.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain serviceChain(HttpSecurity http, SecurityProperties settings, RefusedRequests refusals) {
        String[] publicReads = settings.publicReads().toArray(String[]::new);
        return http
            .authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET, "/livez", "/readyz")
                .permitAll()
                .requestMatchers(HttpMethod.GET, publicReads)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, publicReads)
                .permitAll()
                .anyRequest()
                .authenticated())
            .oauth2ResourceServer((server) -> server.authenticationEntryPoint(refusals).jwt(Customizer.withDefaults()))
            .build();
    }

    /// The actuator needs no token, but only on a port of its own, which is bound to
    /// loopback. Without such a port nothing is opened. Stands below the chain of the
    /// service, which would be taken for missing no more.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
    SecurityFilterChain managementChain(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
            .authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .build();
    }

    /// An application that is the issuer itself has its keys as a bean, and no call is
    /// made.
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties settings, ObjectProvider<JWKSource<SecurityContext>> ownKeys) {
        return new AccessTokenDecoder(settings, ownKeys.getIfAvailable(() -> IssuerKeys.of(settings)),
                Clock.systemUTC());
    }

    @Bean
    JwtAuthenticationConverter jwtAuthenticationConverter() {
        JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName("roles");
        roles.setAuthorityPrefix(CallerArgumentResolver.ROLE_PREFIX);
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(roles);
        return converter;
    }

    /// Headers are checked by our own look at their characters. Spring's regular
    /// expressions, which refuse the same in what Tomcat lets through, cost the gateway a
    /// twentieth of its processor time.
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames((name) -> isPrintable(name, false));
        firewall.setAllowedHeaderValues((value) -> isPrintable(value, true));
        firewall.setAllowedParameterValues((value) -> isPrintable(value, false));
        return firewall;
    }

    private static boolean isPrintable(String text, boolean tabs) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isISOControl(character) && !(tabs && character == '\t')) {
                return false;
            }
        }
        return true;
    }

    /// Otherwise each filter has a span and a timer, which cost a tenth of a request.
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

}
