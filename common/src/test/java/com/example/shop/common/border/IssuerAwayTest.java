package com.example.shop.common.border;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.example.shop.common.problem.PlatformProblem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerAwayTest {

    @Test
    void while_the_keys_of_the_issuer_are_unknown_a_token_gets_503_with_retry_after() throws Exception {
        try (ConfigurableApplicationContext started = new SpringApplicationBuilder(BorderApplication.class)
            .run("--spring.config.name=border", "--security.issuer=http://localhost:1");
                HttpClient http = HttpClient.newHttpClient()) {
            String port = started.getEnvironment().getRequiredProperty("local.server.port");

            HttpResponse<String> response = http
                .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/me"))
                    .header("Authorization", "Bearer " + Border.SHARED.alice())
                    .build(), HttpResponse.BodyHandlers.ofString());

            Border.problem(response, PlatformProblem.SERVICE_UNAVAILABLE);
            assertThat(response.headers().firstValue("Retry-After")).contains("2");
        }
    }

}
