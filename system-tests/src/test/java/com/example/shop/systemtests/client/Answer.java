package com.example.shop.systemtests.client;

import java.net.http.HttpHeaders;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What came back for one request.
///
/// @param call what was asked, for messages: `POST /api/orders as alice`
/// @param body empty when there is none
/// @param took from before the request left to the last byte of the answer
public record Answer(String call, int status, HttpHeaders headers, String body, Duration took) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// This answer, if its status is the expected one.
    public Answer expect(int expected) {
        assertThat(this.status).as("%s answered %s", this.call, this.body).isEqualTo(expected);
        return this;
    }

    /// This answer, if it is a complete problem of that type (RFC 9457).
    /// @param slug the last segment of the problem's type, such as `validation-failed`
    public Answer expectProblem(int expected, String slug) {
        expect(expected);
        assertThat(header("Content-Type")).as(this.call).startsWith("application/problem+json");
        assertThat(text("type")).as("%s answered %s", this.call, this.body).isEqualTo("/problems/" + slug);
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
