package com.example.shop.common.border;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

import com.example.shop.common.problem.PlatformProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.UserDetailsService;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SecurityTest {

    private final Border border = Border.SHARED;

    @ParameterizedTest
    @ValueSource(strings = { "/", "/api/things", "/api/unknown", "/error", "/actuator", "/actuator/health",
            "/actuator/prometheus", "/livez/x", "/api/publicity", "/login", "/logout" })
    void without_a_token_everything_is_closed(String path, CapturedOutput output) {
        var refused = this.border.send(this.border.request(path));

        Border.problem(refused, PlatformProblem.UNAUTHENTICATED);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(audit(output))
            .contains("who=- request=\"GET " + path + "\" from=127.0.0.1 status=401 why=\"no token\"");
    }

    @Test
    void health_is_open_and_says_nothing_but_its_status() {
        assertThat(this.border.send(this.border.request("/livez")).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(this.border.send(this.border.request("/readyz")).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void what_is_public_is_open_to_reads_alone() {
        assertThat(this.border.send(this.border.request("/api/public/greeting")).statusCode()).isEqualTo(200);
        assertThat(this.border.send(this.border.request("/api/public/greeting").HEAD()).statusCode()).isEqualTo(200);
        Border.problem(
                this.border.send(this.border.request("/api/public/greeting").POST(HttpRequest.BodyPublishers.noBody())),
                PlatformProblem.UNAUTHENTICATED);
    }

    @Test
    void a_token_with_the_role_opens_and_names_the_caller() {
        assertThat(this.border.get("/api/me").body()).isEqualTo("{\"id\":\"alice\",\"roles\":[\"CUSTOMER\"]}");
    }

    @Test
    void a_controller_that_asks_for_the_caller_is_never_called_without_one(CapturedOutput output) {
        var refused = this.border.send(this.border.request("/api/public/caller"));

        Border.problem(refused, PlatformProblem.UNAUTHENTICATED);
        assertThat(audit(output)).contains("status=401");
    }

    @Test
    void a_token_without_the_role_is_refused_and_logged_once(CapturedOutput output) {
        var refused = this.border.get("/api/operators?token=abc");

        Border.problem(refused, PlatformProblem.FORBIDDEN);
        assertThat(audit(output)).contains("who=alice request=\"GET /api/operators\" from=127.0.0.1 status=403")
            .doesNotContain("abc");
    }

    @Test
    void nothing_in_a_request_can_forge_a_line_of_the_audit(CapturedOutput output) {
        this.border.raw("GET /api/x%0d%0a%22refused HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        this.border.raw("GET /api/x\"refused\\ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        this.border.raw("GET /api/x\u00e9\u001b[31m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(output.getOut()).doesNotContain("\"refused", "\u001b");
    }

    @Test
    void headers_tell_browsers_to_trust_nothing() {
        var headers = this.border.get("/api/me").headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Cache-Control")).hasValueSatisfying((v) -> assertThat(v).contains("no-store"));
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.map()).doesNotContainKeys("set-cookie", "server", "x-application-context");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example", "null", "http://localhost.evil.example" })
    void other_origins_get_no_permission(String origin) {
        var simple = this.border.send(this.border.asAlice("/api/me").header("Origin", origin));
        var preflight = this.border.send(this.border.request("/api/things")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST"));

        assertThat(simple.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(preflight.statusCode()).isIn(401, 403);
    }

    @Test
    void there_is_no_user_with_a_generated_password() {
        assertThat(this.border.application.getBeansOfType(UserDetailsService.class)).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = { "/actuator/health", "/actuator/info" })
    void the_management_port_needs_no_token(String path) {
        assertThat(management(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator/loggers",
            "/actuator/shutdown", "/api/me", "/" })
    void the_management_port_shows_nothing_else(String path) {
        assertThat(management(path).statusCode()).isIn(401, 404);
    }

    @Test
    void the_management_port_shows_details_of_health() {
        assertThat(management("/actuator/health").body()).contains("components");
    }

    private java.net.http.HttpResponse<String> management(String path) {
        return this.border
            .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.border.managementPort() + path)));
    }

    private static String audit(CapturedOutput output) {
        var lines = output.getOut().lines().filter((line) -> line.contains(" audit ")).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

}
