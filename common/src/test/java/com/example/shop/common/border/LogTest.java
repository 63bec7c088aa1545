package com.example.shop.common.border;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LogTest {

    private static final String EVIL = "tea\r\n2026-01-01T00:00:00.000Z  INFO forged\u001b[31m\u2028forged\u0085forged";

    private final Logger log = LoggerFactory.getLogger(LogTest.class);

    @BeforeEach
    void logAsTheServicesDo() {
        configure();
    }

    @AfterEach
    void logAsBefore() {
        configure();
    }

    @Test
    void a_value_cannot_begin_a_line_of_its_own(CapturedOutput output) {
        this.log.info("Looking for {}", EVIL);

        assertThat(linesWith(output, "forged")).singleElement()
            .asString()
            .startsWith("20")
            .contains(" INFO [border] [-] ", "Looking for tea 2026-01-01T00:00:00.000Z  INFO forged")
            .doesNotContain("\u001b", "\u0085");
    }

    @Test
    void the_message_of_an_exception_cannot_look_like_a_line_of_ours(CapturedOutput output) {
        this.log.warn("Failed", new IllegalStateException("tea\r\n2026-01-01 forged\n\n2026-01-01 forged",
                new IllegalArgumentException("\n2026-01-01 forged")));

        assertThat(linesWith(output, "forged")).hasSize(3).allSatisfy((line) -> assertThat(line).startsWith("\t"));
        assertThat(linesWith(output, "at com.example.shop.common.border.LogTest.")).isNotEmpty();
    }

    @Test
    void as_json_a_value_is_escaped(CapturedOutput output) {
        configure("--logging.structured.format.console=ecs");

        this.log.info("Looking for {}", EVIL);

        String line = linesWith(output, "Looking for").getFirst();
        assertThat(Border.JSON.readTree(line).path("message").asString()).isEqualTo("Looking for " + EVIL);
    }

    @Test
    void the_trace_of_the_caller_is_in_the_log(CapturedOutput output) {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        Border.SHARED
            .send(Border.SHARED.request("/api/me").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

        assertThat(linesWith(output, " audit ")).singleElement().asString().contains("[" + trace + "]");
    }

    private static List<String> linesWith(CapturedOutput output, String text) {
        return List.of(output.getOut().split("\n")).stream().filter((line) -> line.contains(text)).toList();
    }

    private static void configure(String... settings) {
        // Boot keeps what the first application of a JVM has set.
        System.clearProperty("CONSOLE_LOG_PATTERN");
        System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
        String[] all = java.util.stream.Stream
            .concat(java.util.stream.Stream.of("--spring.config.name=border"), java.util.stream.Stream.of(settings))
            .toArray(String[]::new);
        new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run(all).close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {

    }

}
