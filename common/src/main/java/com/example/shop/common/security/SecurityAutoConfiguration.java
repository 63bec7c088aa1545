package com.example.shop.common.security;

import java.time.Clock;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
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
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Everything is closed unless it is opened explicitly. An application that has filter chains of its own, as the gateway
/// does, builds them from the other beans here.
@AutoConfiguration(beforeName = { "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
        "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ SecurityFilterChain.class, JwtDecoder.class })
@EnableConfigurationProperties(SecurityProperties.class)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
class SecurityAutoConfiguration {

    @Bean
    Audit audit() {
        return new Audit();
    }

    @Bean
    RefusedRequestHandler refusedRequestHandler(Audit audit,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver advice) {
        return new RefusedRequestHandler(audit, advice);
    }

    /// Otherwise each filter has a span and a timer, which cost a tenth of a request.
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    EveryEndpointNamesItsRoles everyEndpointNamesItsRoles(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        return new EveryEndpointNamesItsRoles(endpoints);
    }

    @Bean
    RefusedRequestAdvice refusedRequestAdvice() {
        return new RefusedRequestAdvice();
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
    @ConditionalOnMissingBean
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
    @ConditionalOnMissingBean
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

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain serviceChain(HttpSecurity http, SecurityProperties settings, RefusedRequestHandler refusals,
            JwtDecoder decoder, JwtAuthenticationConverter roles) {
        String[] publicReads = settings.publicReads().toArray(String[]::new);
        return http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            // There is no cookie that another site could make a browser send along.
            .csrf(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .headers((headers) -> headers
                .contentSecurityPolicy(
                        (policy) -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(Customizer.withDefaults()))
            .authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/livez", "/readyz")
                .permitAll()
                .requestMatchers(HttpMethod.GET, publicReads)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, publicReads)
                .permitAll()
                .anyRequest()
                .authenticated())
            .exceptionHandling(
                    (exceptions) -> exceptions.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
            .oauth2ResourceServer((server) -> server.authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals)
                .jwt((jwt) -> jwt.decoder(decoder).jwtAuthenticationConverter(roles)))
            .build();
    }

    @Bean
    WebMvcConfigurer callerArgument() {
        return new WebMvcConfigurer() {

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }

        };
    }

}
