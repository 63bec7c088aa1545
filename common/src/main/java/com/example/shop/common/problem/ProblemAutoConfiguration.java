package com.example.shop.common.problem;

import java.util.List;

import com.example.shop.common.StrictJson;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/// Two classes make all problems: {@link ProblemAdvice} of every exception, be it thrown by a controller or, by way of
/// {@link ProblemFilter}, by a filter; {@link ProblemValve} of what ends as a bare status, or is refused by Tomcat before
/// any of our code runs.
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
@Import({ ProblemAdvice.class, ProblemFilter.class, BodyLimitFilter.class, AcceptsJson.class })
class ProblemAutoConfiguration {

    /// Only what comes in by HTTP is read strictly, with unknown fields refused; the
    /// application's own mapper stays as it is.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictJson(JsonMapper mapper) {
        return (converters) -> converters
            .withJsonConverter(new JacksonJsonHttpMessageConverter(StrictJson.configure(mapper.rebuild())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()) {

                /// Not related types such as `application/merge-patch+json`, which mean
                /// something else.
                @Override
                protected boolean canRead(@Nullable MediaType type) {
                    return MediaType.APPLICATION_JSON.includes(type);
                }

            });
    }

    /// Last, so that the valve is nearest to the application and responds before Tomcat's
    /// own page does.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems() {
        return (factory) -> factory.addContextCustomizers((context) -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass("");
            host.getPipeline().addValve(new ProblemValve());
            // Otherwise Tomcat forwards to Boot's error page first.
            List.of(context.findErrorPages()).forEach(context::removeErrorPage);
        });
    }

    /// Boot's own would be an endpoint that nobody asks.
    @Bean
    ErrorController noErrorController() {
        return new ErrorController() {
        };
    }

}
