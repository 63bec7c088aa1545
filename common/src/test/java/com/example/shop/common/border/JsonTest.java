package com.example.shop.common.border;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;

import com.example.shop.common.problem.PlatformProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static com.example.shop.common.problem.PlatformProblem.MALFORMED_REQUEST;
import static com.example.shop.common.problem.PlatformProblem.UNKNOWN_FIELD;
import static com.example.shop.common.problem.PlatformProblem.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JsonTest {

    private static final String GOOD_LINE = "{\"sku\":\"TEA-001\",\"quantity\":1}";

    private final Border border = Border.SHARED;

    private final BorderApplication.ThingController controller = this.border.application
        .getBean(BorderApplication.ThingController.class);

    static Stream<Arguments> refused() {
        return Stream.of(
                // Not the JSON that is expected
                malformed(""), malformed("   "), malformed("{\"lines\":"), malformed("{\"lines\":[" + GOOD_LINE + "]"),
                malformed(thing(GOOD_LINE) + "x"), malformed(thing(GOOD_LINE) + thing(GOOD_LINE)),
                malformed(thing(GOOD_LINE) + "[]"), malformed("[]"), malformed("\"text\""), malformed("null"),
                malformed("1"), malformed("true"), malformed("{'lines':[]}"), malformed("{lines:[]}"),
                malformed("{\"lines\":[],}"), malformed("{} // comment"), malformed("[".repeat(30_000)),
                malformed("{\"unknown\":" + "[".repeat(40) + "]".repeat(40) + "}"),
                malformed(thing(GOOD_LINE, "\"note\":\"a\",\"note\":\"b\"")),
                malformed("{\"lines\":[" + GOOD_LINE + "],\"lines\":[]}"),
                malformed(line("{\"sku\":\"A\",\"sku\":\"B\",\"quantity\":1}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":" + "9".repeat(10_000) + "}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":1e999999999}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":-1E+999999999}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":NaN}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":Infinity}")),
                malformed(line("{\"sku\":\"TEA-001\",\"quantity\":01}")),
                malformed(line("{\"sku\":\"TEA\u0001\",\"quantity\":1}")), malformed("\uFEFF\uFEFF{}"),
                // Unknown fields
                unknown(thing(GOOD_LINE, "\"admin\":true"), "/admin"),
                unknown(thing(GOOD_LINE, "\"@class\":\"java.lang.Runtime\""), "/@class"),
                unknown(thing(GOOD_LINE, "\"@type\":\"x\""), "/@type"),
                unknown(thing(GOOD_LINE, "\"a/b~c\":1"), "/a~1b~0c"),
                unknown(line("{\"sku\":\"TEA-001\",\"quantity\":1,\"price\":\"0.01\"}"), "/lines/0/price"),
                unknown("{\"Lines\":[]}", "/Lines"),
                unknown(thing(GOOD_LINE, "\"" + "x".repeat(5000) + "\":1"), "/" + "x".repeat(64) + "..."),
                // Values of the wrong kind
                quantity("\"1\""), quantity("1.5"), quantity("1.0"), quantity("1e2"), quantity("true"), quantity("[1]"),
                quantity("{}"), quantity("\"NaN\""), quantity("\"\""), quantity("2147483648"),
                quantity("9223372036854775808"), quantity("null"), quantity("0"), quantity("-1"), quantity("10001"),
                quantity("-2147483649"), invalid(line("{\"sku\":\"TEA-001\"}"), "/lines/0/quantity"),
                invalid(thing(GOOD_LINE, "\"total\":\"1\""), "/total"),
                invalid(thing(GOOD_LINE, "\"total\":9223372036854775808"), "/total"),
                invalid(thing(GOOD_LINE, "\"gift\":\"true\""), "/gift"),
                invalid(thing(GOOD_LINE, "\"gift\":1"), "/gift"), invalid(thing(GOOD_LINE, "\"gift\":\"\""), "/gift"),
                invalid(thing(GOOD_LINE, "\"colour\":\"GREEN\""), "/colour"),
                invalid(thing(GOOD_LINE, "\"colour\":0"), "/colour"),
                invalid(thing(GOOD_LINE, "\"colour\":\"\""), "/colour"),
                invalid(thing(GOOD_LINE, "\"colour\":\"red\""), "/colour"),
                invalid(thing(GOOD_LINE, "\"id\":\"1\""), "/id"), invalid(thing(GOOD_LINE, "\"id\":\"\""), "/id"),
                invalid(thing(GOOD_LINE, "\"due\":\"2026-02-30T00:00:00Z\""), "/due"),
                invalid(thing(GOOD_LINE, "\"due\":\"\""), "/due"),
                invalid(thing(GOOD_LINE, "\"due\":\"+999999999999-01-01T00:00:00Z\""), "/due"), price("12.50"),
                price("1"), price("\"1e30\""), price("\"1e999999999\""), price("\"NaN\""), price("\"\""),
                price("\" 1\""), price("\"+1\""), price("\"1.\""), price("\".5\""), price("\"01\""), price("\"0x1\""),
                price("\"1,50\""), price("\"" + "9".repeat(30) + "\""), price("\"١\""), price("true"),
                invalid("{\"lines\":{}}", "/lines"), invalid("{\"lines\":\"\"}", "/lines"),
                invalid("{\"lines\":" + GOOD_LINE + "}", "/lines"), invalid("{\"lines\":null}", "/lines"),
                invalid("{}", "/lines"), invalid("{\"lines\":[]}", "/lines"), invalid("{\"lines\":[null]}", "/lines/0"),
                invalid("{\"lines\":[1]}", "/lines/0"), invalid("{\"lines\":[\"\"]}", "/lines/0"),
                invalid(thing("[]"), "/lines/0"),
                // Text
                sku("5"), sku("true"), sku("null"), sku("\"\""), sku("\"tea\""), sku("\"TEA 001\""),
                sku("\"TEA\\u0000\""), sku("\"TEA\\r\\nX\""), sku("\"TEA\\u202e\""), sku("\"TEA\\u200b\""),
                sku("\"TEA😀\""), sku("\"' OR 1=1--\""), sku("\"#{T(java.lang.Runtime)}\""),
                sku("\"" + "A".repeat(41) + "\""), invalid(thing(GOOD_LINE, "\"note\":\"a\\u0000b\""), "/note"),
                invalid(thing(GOOD_LINE, "\"note\":\"a\\ud800b\""), "/note"),
                invalid(thing(GOOD_LINE, "\"note\":\"" + "x".repeat(201) + "\""), "/note"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String body, PlatformProblem type, String pointer) {
        int before = this.controller.placed();

        HttpResponse<String> response = this.border.post("/api/things", body);

        JsonNode problem = Border.problem(response, type);
        assertThat(String.join(",", Border.errors(problem).keySet())).isEqualTo(pointer);
        assertThat(Border.errors(problem).values()).allSatisfy((rule) -> assertThat(rule).isNotBlank());
        assertThat(this.controller.placed()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "<script>alert(1)</script>", "😀 e\u0301 \u00e9", "#{T(java.lang.Runtime)} {{7*7}} ${7*7}",
            "'; DROP TABLE orders; --", "\u202e\u200b", "=cmd()" })
    void text_comes_back_as_it_was_sent(String note) {
        var response = this.border.post("/api/things",
                Border.JSON.writeValueAsString(Map.of("lines", java.util.List.of(), "note", note))
                    .replace("[]", "[" + GOOD_LINE + "]"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(Border.JSON.readTree(response.body()).path("note").asString()).isEqualTo(note);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                (policy) -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
    }

    @Test
    void amounts_are_strings_with_plain_decimals_in_both_directions() {
        var response = this.border.post("/api/things", thing(GOOD_LINE, "\"price\":\"12.50\""));

        assertThat(response.body()).contains("\"price\":\"12.50\"");
        assertThat(this.border.get("/api/public/greeting").body()).contains("\"price\":\"1000\"");
    }

    @Test
    void every_broken_rule_is_named_up_to_a_limit() {
        var few = this.border.post("/api/things", "{\"lines\":[{\"sku\":\"a\",\"quantity\":0}," + GOOD_LINE + "]}");
        var many = this.border.post("/api/things",
                "{\"lines\":[" + "{\"sku\":\"a\",\"quantity\":0},".repeat(99) + GOOD_LINE + "]}");

        assertThat(Border.errors(Border.problem(few, VALIDATION_FAILED))).containsOnlyKeys("/lines/0/sku",
                "/lines/0/quantity");
        assertThat(Border.errors(Border.problem(many, VALIDATION_FAILED))).hasSize(20);
    }

    @Test
    void a_hundred_thousand_lines_are_too_large_and_a_thousand_are_too_many() {
        String thousand = "{\"lines\":[" + (GOOD_LINE + ",").repeat(999) + GOOD_LINE + "]}";

        Border.problem(this.border.post("/api/things", thousand), VALIDATION_FAILED);
        Border.problem(this.border.post("/api/things", "{\"lines\":[" + (GOOD_LINE + ",").repeat(100_000) + "]}"),
                PlatformProblem.CONTENT_TOO_LARGE);
    }

    @Test
    void deep_nesting_costs_nothing() {
        this.border.post("/api/things", "[".repeat(60_000));

        long start = System.nanoTime();
        Border.problem(this.border.post("/api/things", "[".repeat(60_000)), MALFORMED_REQUEST);

        // 50 ms in attacks.md; ten times that, for the machine may be busy. An unlimited
        // parser overflows its stack.
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(500);
    }

    @Test
    void bytes_that_are_not_utf_8_are_malformed() {
        byte[] body = (thing(GOOD_LINE, "\"note\":\"?\"")).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        body[new String(body, java.nio.charset.StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xFF;

        var response = this.border.send(this.border.asAlice("/api/things")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));

        Border.problem(response, MALFORMED_REQUEST);
    }

    @Test
    void messages_do_not_depend_on_the_callers_language() {
        var response = this.border.send(this.border.asAlice("/api/things?size=0").header("Accept-Language", "de"));

        assertThat(Border.errors(Border.problem(response, VALIDATION_FAILED))).containsEntry("size",
                "must be greater than or equal to 1");
    }

    private static Arguments malformed(String body) {
        return arguments(body, MALFORMED_REQUEST, "");
    }

    private static Arguments unknown(String body, String pointer) {
        return arguments(body, UNKNOWN_FIELD, pointer);
    }

    private static Arguments invalid(String body, String pointer) {
        return arguments(body, VALIDATION_FAILED, pointer);
    }

    private static Arguments quantity(String value) {
        return invalid(line("{\"sku\":\"TEA-001\",\"quantity\":" + value + "}"), "/lines/0/quantity");
    }

    private static Arguments sku(String value) {
        return invalid(line("{\"sku\":" + value + ",\"quantity\":1}"), "/lines/0/sku");
    }

    private static Arguments price(String value) {
        return invalid(thing(GOOD_LINE, "\"price\":" + value), "/price");
    }

    private static String line(String line) {
        return thing(line);
    }

    private static String thing(String line) {
        return "{\"lines\":[" + line + "]}";
    }

    private static String thing(String line, String more) {
        return "{\"lines\":[" + line + "]," + more + "}";
    }

}
