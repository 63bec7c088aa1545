package com.example.shop.gateway.docs;

import java.time.Duration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocsProperties.class)
class DocsConfiguration implements WebMvcConfigurer {

    private static final Duration UNTIL_THE_NEXT_VERSION = Duration.ofDays(30);

    private final DocsProperties properties;

    DocsConfiguration(DocsProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/docs/");
        registry.addRedirectViewController("/docs", "/docs/");
        registry.addViewController("/docs/").setViewName("forward:/docs/index.html");
    }

    /// Named one by one: Boot's own handler would answer on every path, and turn a POST
    /// to an unknown one into 405.
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/**").addResourceLocations("classpath:/static/docs/");
        registry.addResourceHandler("/docs/swagger-ui/**")
            .addResourceLocations(
                    "classpath:/META-INF/resources/webjars/swagger-ui/" + this.properties.swaggerUiVersion() + "/")
            .setCacheControl(CacheControl.maxAge(UNTIL_THE_NEXT_VERSION));
    }

}
