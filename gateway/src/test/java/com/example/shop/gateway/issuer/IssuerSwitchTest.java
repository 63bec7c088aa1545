package com.example.shop.gateway.issuer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.example.shop.gateway.GatewayApplication;
import com.nimbusds.jose.jwk.source.JWKSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class IssuerSwitchTest {

    @TempDir
    Path folder;

    @Test
    void demo_identities_outside_the_profile_demo_keep_the_gateway_from_starting(CapturedOutput output) {
        assertThatThrownBy(() -> start()).rootCause().isInstanceOf(InvalidConfigurationPropertyValueException.class);

        assertThat(output).contains("only allowed in the profile demo", "Set security.issuer to the address");
        assertThat(this.folder).isEmptyDirectory();
    }

    @Test
    void with_another_issuer_nothing_of_the_provider_is_there_in_any_profile() throws Exception {
        try (ConfigurableApplicationContext gateway = start("--spring.profiles.active=demo",
                "--security.issuer=http://localhost:1/other")) {
            assertThat(gateway.getBeanProvider(JWKSource.class)).isEmpty();
            assertThat(gateway.getBeanDefinitionNames()).noneMatch((name) -> {
                Class<?> type = gateway.getType(name);
                return type != null && type.getPackageName().equals(getClass().getPackageName());
            });
            assertThat(post(gateway, "/oauth2/token").statusCode()).isEqualTo(401);
            assertThat(post(gateway, "/oauth2/token").body()).contains("/problems/unauthenticated");
            assertThat(this.folder).isEmptyDirectory();
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        Stream<String> own = Stream.of("--server.port=0", "--management.server.port=0",
                "--gateway.issuer.key-file=" + this.folder.resolve("key.json"));
        return SpringApplication.run(GatewayApplication.class,
                Stream.concat(own, Arrays.stream(arguments)).toArray(String[]::new));
    }

    private static HttpResponse<String> post(ConfigurableApplicationContext gateway, String path) throws Exception {
        String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build(), HttpResponse.BodyHandlers.ofString());
        }
    }

}
