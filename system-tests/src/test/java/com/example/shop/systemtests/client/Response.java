package com.example.shop.systemtests.client;

import java.net.http.HttpHeaders;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The response to one request.
///
/// @param call the request, for messages: `POST /api/orders as alice`
/// @param body empty when there is none
/// @param took from before the request was sent to the last byte of the response
public record Response(String call, int status, HttpHeaders headers, String body, Duration took) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// This response, if its status is the expected one.
    public Response expect(int expected) {
        assertThat(this.status).as("%s returned %s", this.call, this.body).isEqualTo(expected);
        return this;
    }

    /// This response, if it is a complete problem of that type (RFC 9457).
    /// @param slug the last segment of the problem's type, such as `validation-failed`
    public Response expectProblem(int expected, String slug) {
        expect(expected);
        assertThat(header("Content-Type")).as(this.call).startsWith("application/problem+json");
        assertThat(text("type")).as("%s returned %s", this.call, this.body).isEqualTo("/problems/" + slug);
        assertThat(text("title")).as(this.call).isNotBlank();
        assertThat(json().path("status").asInt()).as(this.call).isEqualTo(expected);
        assertThat(text("detail")).as(this.call).isNotBlank();
        assertThat(this.body).as(this.call)
            .doesNotContain("Exception", Shop.OUR_PACKAGES, "\tat ", "SELECT", "select ");
        return this;
    }

    public JsonNode json() {
        return JSON.readTree(this.body);
    }

    /// The text of a field of the body; empty if there is no such field.
    public String text(String field) {
        return json().path(field).asString("");
    }

    /// The first value of a header; empty if it is missing.
    public String header(String name) {
        return this.headers.firstValue(name).orElse("");
    }

}
