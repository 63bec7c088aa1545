package com.example.shop.common.border;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.example.shop.common.problem.PlatformProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;

import static com.example.shop.common.problem.PlatformProblem.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ExtendWith(OutputCaptureExtension.class)
class HttpTest {

    private static final String GOOD = "{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1}]}";

    private final Border border = Border.SHARED;

    private final BorderApplication.ThingController controller = this.border.application
        .getBean(BorderApplication.ThingController.class);

    @ParameterizedTest
    @CsvSource({ "DELETE,/api/things", "PUT,/api/things", "PATCH,/api/things", "POST,/api/me", "HEAD,/api/keyed",
            "PROPFIND,/api/things", "MADEUP,/api/things", "TRACE,/api/things" })
    void a_method_that_no_endpoint_has_is_405_with_allow(String method, String path) {
        var response = this.border
            .raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + this.border.alice() + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.text()).containsPattern("(?i)\r\nAllow: [A-Z]+");
        if (!"HEAD".equals(method)) {
            Border.problem(405, response.body(), PlatformProblem.METHOD_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/xml", "text/plain", "application/x-www-form-urlencoded",
            "multipart/form-data", "application/merge-patch+json", "nonsense", "" })
    void a_body_that_is_not_json_is_415(String contentType) {
        HttpRequest.Builder request = this.border.asAlice("/api/things")
            .POST(HttpRequest.BodyPublishers.ofString(GOOD));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }

        Border.problem(this.border.send(request), PlatformProblem.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "image/png", "text/html", "application/xml, text/*", "application/problem+json", "nonsense" })
    void a_caller_that_does_not_accept_json_is_refused_before_anything_happens(String accept) {
        int before = this.controller.placed();

        var response = this.border.send(this.border.asAlice("/api/things")
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofString(GOOD)));

        Border.problem(response, PlatformProblem.NOT_ACCEPTABLE);
        assertThat(this.controller.placed()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "application/*", "application/json", "text/html, */*;q=0.1" })
    void a_caller_that_accepts_json_gets_it(String accept) {
        assertThat(this.border.send(this.border.asAlice("/api/me").header("Accept", accept)).statusCode())
            .isEqualTo(200);
    }

    @Test
    void a_body_whose_stated_length_is_too_large_is_refused_at_once() {
        var response = this.border.raw("POST /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + this.border.alice() + "\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{");

        Border.problem(response.status(), response.body(), PlatformProblem.CONTENT_TOO_LARGE);
        assertThat(response.closed()).isTrue();
    }

    @Test
    void a_body_without_a_stated_length_is_cut_off() {
        byte[] large = ("{\"note\":\"" + "x".repeat(65 * 1024) + "\"}").getBytes();

        HttpResponse<String> response = this.border.send(this.border.asAlice("/api/things")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        Border.problem(response, PlatformProblem.CONTENT_TOO_LARGE);
        assertThat(response.headers().firstValue("Connection")).contains("close");
    }

    @Test
    void a_body_of_just_the_limit_is_read() {
        String padding = " ".repeat(64 * 1024 - GOOD.length());

        assertThat(this.border.post("/api/things", GOOD + padding).statusCode()).isEqualTo(201);
        Border.problem(this.border.post("/api/things", GOOD + padding + " "), PlatformProblem.CONTENT_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "Content-Length: 100\r\n\r\n{\"lines\":", "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"lin" })
    void a_client_that_hangs_up_in_the_middle_of_its_body_gets_400_and_no_stack_trace_is_logged(String start,
            CapturedOutput output) {
        var response = this.border.rawThenEnd("POST /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + this.border.alice() + "\r\nContent-Type: application/json\r\n" + start);

        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(output.getOut()).doesNotContain("ERROR", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\nb", "a\u0000b", "\u007f", "\u0085" })
    void a_header_with_a_control_character_cannot_be_read(String value) {
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> firewalled("X-Any", value));
        assertThatExceptionOfType(RequestRejectedException.class).isThrownBy(() -> firewalled(value, "any"));
    }

    @Test
    void a_header_of_text_and_tabs_can_be_read() {
        assertThat(firewalled("X-Any", "a\t\u00e9 \u00ff~")).isEqualTo("a\t\u00e9 \u00ff~");
    }

    private String firewalled(String name, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/me");
        request.addHeader(name, value);
        return this.border.application.getBean(HttpFirewall.class).getFirewalledRequest(request).getHeader(name);
    }

    static Stream<Arguments> broken() {
        String end = "\r\n\r\n";
        String post = "POST /api/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        return Stream.of(arguments("nonsense" + end, 400), arguments("GET /api/things HTTP/9.9\r\nHost: x" + end, 505),
                arguments("GET /api/things HTTP/1.1" + end, 400),
                arguments("GET /api/things HTTP/1.1\r\nHost: a\r\nHost: b" + end, 400),
                arguments("GET /api/th\0ings HTTP/1.1\r\nHost: x" + end, 400),
                arguments("GET /api/things%00 HTTP/1.1\r\nHost: x" + end, 400),
                arguments("GET /api/{things} HTTP/1.1\r\nHost: x" + end, 400),
                arguments("GET /api/things HTTP/1.1\r\nHost : x" + end, 400),
                arguments("GET /api/things HTTP/1.1\r\nHost: x\r\nX: a\0b" + end, 400),
                arguments(post + "Content-Length: 2\r\nContent-Length: 3" + end + "{} ", 400),
                arguments(post + "Content-Length: +2" + end + "{}", 400),
                arguments(post + "Content-Length: -2" + end + "{}", 400),
                arguments(post + "Content-Length: 2, 2" + end + "{}", 400),
                arguments(post + "Transfer-Encoding: xchunked" + end + "0" + end, 501),
                arguments(post + "Transfer-Encoding: chunked, identity" + end + "0" + end, 400),
                arguments("CONNECT x:80 HTTP/1.1\r\nHost: x:80" + end, 405),
                arguments("GET /" + "x".repeat(64 * 1024) + " HTTP/1.1\r\nHost: x" + end, 400),
                arguments("GET http://other/api/things HTTP/1.1\r\nHost: x" + end, 400),
                arguments("GET /api/things HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(64 * 1024) + end, 400),
                arguments("GET /api/things HTTP/1.1\r\nX: " + "x".repeat(64 * 1024) + "\r\nHost: x" + end, 400),
                arguments("GET /api/things HTTP/1.1\r\n" + "X: y\r\n".repeat(1000) + "Host: x" + end, 400));
    }

    @ParameterizedTest
    @MethodSource
    void broken(String request, int status) {
        var response = this.border.raw(request);

        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.closed()).isTrue();
        assertThat(response.text()).contains("Content-Type: application/problem+json", "Connection: close")
            .doesNotContain("<html", "Tomcat");
    }

    /// What Tomcat promises, as RFC 9112 allows: the length is ignored, and the
    /// connection ends with the response, so
    /// that no second request can hide behind the first.
    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 2\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 2" })
    void of_two_lengths_the_chunks_count_and_the_connection_ends(String lengths) {
        String token = "\r\nHost: x\r\nAuthorization: Bearer " + this.border.alice() + "\r\n";

        var response = this.border.raw("POST /api/things HTTP/1.1" + token + "Content-Type: application/json\r\n"
                + lengths + "\r\n\r\n" + Integer.toHexString(GOOD.length()) + "\r\n" + GOOD
                + "\r\n0\r\n\r\nGET /api/me HTTP/1.1" + token + "\r\n");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.text()).containsOnlyOnce("HTTP/1.1 ").contains("Connection: close");
        assertThat(response.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/things/../me", "/api/../actuator/health", "/api/%2e%2e/me", "/api/%252e%252e/me",
            "/api/things/..;/me", "//api/me", "/api//me", "/api\\me", "/api/me%00", "/api/./me", "/api/me;x=y",
            "/api/%2fme", "/api/things/a%2fb", "/API/ME", "/api/me/", "/api/me%0d%0aX:%20y", "/error", "/actuator",
            "/actuator/health", "/actuator/env", "/api/../../../etc/passwd", "/webjars/x", "/favicon.ico", "/" })
    void a_path_that_is_not_ours_leads_nowhere(String path) {
        var response = this.border
            .raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + this.border.alice() + "\r\n\r\n");

        assertThat(response.status()).as(response.text()).isIn(400, 404);
        Border.problem(response.status(), response.body(),
                (response.status() == 400) ? PlatformProblem.BAD_REQUEST : PlatformProblem.NOT_FOUND);
    }

    @Test
    void ids_that_belong_to_somebody_else_do_not_exist_or_are_malformed_get_the_same_response() {
        var bodies = Stream.of(UUID.randomUUID().toString(), "1", "x".repeat(8000), "'%20OR%201=1--", "%F0%9F%98%80")
            .map((id) -> Border.problem(this.border.get("/api/things/" + id), PlatformProblem.NOT_FOUND))
            .map((problem) -> problem.path("detail").asString() + problem.path("errors"))
            .toList();

        assertThat(Set.copyOf(bodies)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "size=0,size", "size=-1,size", "size=1000000000,size", "size=x,size", "size=1.5,size",
            "size=99999999999,size", "colour=GREEN,colour", "colour=password,colour" })
    void a_parameter_that_breaks_a_rule_is_named(String query, String name) {
        var response = this.border.get("/api/things?" + query);

        assertThat(Border.errors(Border.problem(response, VALIDATION_FAILED))).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "after=%00", "after=a%0d%0ab", "after=%1b[31m" })
    void control_characters_in_parameters_are_refused(String query) {
        Border.problem(this.border.get("/api/things?" + query), PlatformProblem.BAD_REQUEST);
    }

    @Test
    void a_missing_parameter_or_header_is_named() {
        var noWords = this.border.get("/api/searched");
        var noKey = this.border.post("/api/keyed", "{}");

        assertThat(Border.errors(Border.problem(noWords, VALIDATION_FAILED))).containsOnlyKeys("words");
        assertThat(Border.errors(Border.problem(noKey, VALIDATION_FAILED))).containsOnlyKeys("X-Key");
    }

    @Test
    void an_unavailable_database_is_503_with_retry_after() {
        for (String how : new String[] { "database", "lock" }) {
            var response = this.border.get("/api/broken/" + how);

            Border.problem(response, PlatformProblem.SERVICE_UNAVAILABLE);
            assertThat(response.headers().firstValue("Retry-After")).contains("2");
        }
    }

    @Test
    void an_unexpected_error_is_500_and_says_nothing() {
        for (String how : new String[] { "constraint", "other" }) {
            var response = this.border.get("/api/broken/" + how);

            Border.problem(response, PlatformProblem.INTERNAL_ERROR);
            assertThat(response.body()).doesNotContain("secret", "duplicate");
        }
    }

    @Test
    void retry_after_is_rounded_up_to_whole_seconds() {
        var response = this.border.get("/api/broken/conflict");

        Border.problem(response, PlatformProblem.IDEMPOTENCY_IN_PROGRESS);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
    }

}
