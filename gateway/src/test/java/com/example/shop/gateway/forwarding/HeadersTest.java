package com.example.shop.gateway.forwarding;

import com.example.shop.gateway.RunningGateway;
import com.example.shop.gateway.StubService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeadersTest extends RunningGateway {

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto", "X-Forwarded-Prefix",
            "Forwarded", "X-Real-IP", "X-User-Id", "X-User-Roles", "x-USER-anything", "X-Original-URL", "X-Rewrite-URL",
            "X-HTTP-Method-Override", "Cookie", "TE", "Trailer", "Keep-Alive", "Proxy-Authorization", "HTTP2-Settings",
            "Accept-Encoding" })
    void a_header_from_outside_that_services_could_believe_does_not_reach_them(String name) {
        sendRaw("GET /api/orders HTTP/1.1", "Authorization: Bearer " + token(Caller.alice), name + ": wendy",
                "X-Harmless: yes");

        assertThat(ORDER.asked()).singleElement().satisfies((asked) -> {
            assertThat(asked.header(name)).isEmpty();
            assertThat(asked.header("X-Harmless")).containsExactly("yes");
        });
    }

    @Test
    void a_header_that_the_connection_names_as_its_own_ends_at_the_gateway() {
        sendRaw("GET /api/orders HTTP/1.1", "Authorization: Bearer " + token(Caller.alice), "Connection: X-Mine",
                "X-Mine: yes");

        assertThat(ORDER.asked()).singleElement().satisfies((asked) -> assertThat(asked.header("X-Mine")).isEmpty());
    }

    @Test
    void services_are_offered_no_upgrade_and_see_nothing_but_what_was_sent() {
        get("/api/orders", Caller.alice);

        assertThat(ORDER.asked()).singleElement().satisfies((asked) -> {
            assertThat(asked.protocol()).isEqualTo("HTTP/1.1");
            assertThat(asked.headers().keySet()).isSubsetOf("Authorization", "Host", "User-agent", "Traceparent",
                    "Tracestate", "Content-length");
            assertThat(asked.header("Host")).containsExactly(ORDER.address().getAuthority());
        });
    }

    @Test
    void the_trace_goes_on_to_the_service() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        get("/api/orders", Caller.alice, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(ORDER.asked()).singleElement()
            .extracting((StubService.Asked asked) -> asked.header("traceparent"))
            .satisfies((parents) -> assertThat(parents).singleElement()
                .asString()
                .contains(trace)
                .doesNotContain("00f067aa0ba902b7"));
    }

}
