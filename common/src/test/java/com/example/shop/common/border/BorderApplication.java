package com.example.shop.common.border;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// As little application as the border needs: something to read, something to write, and something that breaks.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration" })
@Import(BorderApplication.ThingController.class)
class BorderApplication {

    static final String CUSTOMER = "CUSTOMER";

    record Line(@NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,39}") String sku,
            @NotNull @Min(1) @Max(10_000) Integer quantity) {
    }

    enum Colour {

        RED, BLUE

    }

    record Thing(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Line> lines,
            @Nullable @Size(max = 200) String note, @Nullable BigDecimal price, @Nullable Boolean gift,
            @Nullable Colour colour, @Nullable Instant due, @Nullable UUID id, @Nullable Long total) {
    }

    @RestController
    static class ThingController {

        private static final Logger log = LoggerFactory.getLogger(ThingController.class);

        private int placed;

        /// How often the controller itself ran. A method, for a field of the proxy around
        /// it would always be zero.
        int placed() {
            return this.placed;
        }

        @PostMapping("/api/things")
        @RolesAllowed(CUSTOMER)
        @ResponseStatus(HttpStatus.CREATED)
        Thing place(@RequestBody @Valid Thing thing) {
            this.placed++;
            return thing;
        }

        @GetMapping("/api/things")
        @RolesAllowed({ CUSTOMER, Roles.OPERATOR })
        Map<String, Object> list(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
                @RequestParam(required = false) @Nullable Colour colour,
                @RequestParam(required = false) @Nullable String after) {
            return Map.of("size", size);
        }

        @GetMapping("/api/things/{id}")
        @RolesAllowed(CUSTOMER)
        Map<String, Object> one(@PathVariable UUID id) {
            throw new ProblemException(PlatformProblem.NOT_FOUND, "Order " + id + " belongs to bob");
        }

        @PostMapping("/api/keyed")
        @RolesAllowed(CUSTOMER)
        Map<String, Object> keyed(@RequestHeader("X-Key") String key) {
            return Map.of("key", key);
        }

        @GetMapping("/api/searched")
        @RolesAllowed(CUSTOMER)
        Map<String, Object> searched(@RequestParam String words) {
            log.info("Searched for {}", words);
            return Map.of("words", words);
        }

        @GetMapping("/api/me")
        @RolesAllowed({ CUSTOMER, Roles.OPERATOR })
        Caller me(Caller caller) {
            return caller;
        }

        @GetMapping("/api/operators")
        @RolesAllowed(Roles.OPERATOR)
        Map<String, Object> operators() {
            return Map.of();
        }

        @PermitAll
        @GetMapping("/api/public/greeting")
        Map<String, Object> greeting() {
            return Map.of("price", new BigDecimal("1E+3"), "nothing", List.of());
        }

        @PostMapping("/api/public/greeting")
        @RolesAllowed(CUSTOMER)
        Map<String, Object> greet() {
            return Map.of();
        }

        @PermitAll
        @GetMapping("/api/public/caller")
        Caller publicCaller(Caller caller) {
            return caller;
        }

        @GetMapping("/api/broken/{how}")
        @RolesAllowed(CUSTOMER)
        Map<String, Object> broken(@PathVariable String how) throws Exception {
            throw switch (how) {
                case "database" -> new IllegalStateException(new SQLException("connection refused", "08001"));
                case "lock" -> new IllegalStateException(new SQLException("lock", "55P03"));
                case "constraint" -> new IllegalStateException(new SQLException("duplicate key value", "23505"));
                case "conflict" -> new ProblemException(PlatformProblem.IDEMPOTENCY_IN_PROGRESS, "Still running.",
                        java.time.Duration.ofMillis(1200));
                default -> new IllegalStateException("select secret from internals");
            };
        }

    }

}
