package com.example.shop.common.border;

import jakarta.annotation.security.RolesAllowed;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EndpointRolesTest {

    @RestController
    static class ForgetfulController {

        @GetMapping("/api/forgotten")
        String forgotten() {
            return "open to every token";
        }

        @GetMapping("/api/named")
        @RolesAllowed(BorderApplication.CUSTOMER)
        String named() {
            return "open to customers";
        }

    }

    @Test
    void an_endpoint_that_does_not_say_who_may_call_it_ends_the_start() {
        assertThatIllegalStateException().isThrownBy(() -> {
            ConfigurableApplicationContext started = new SpringApplicationBuilder(BorderApplication.class,
                    ForgetfulController.class)
                .run("--spring.config.name=border");
            started.close();
        }).withMessageContaining("ForgetfulController#forgotten").withMessageNotContaining("named");
    }

}
