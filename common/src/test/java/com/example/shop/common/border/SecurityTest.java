package com.example.shop.common.border;

import com.example.shop.common.problem.ProblemType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityTest {

    private final Border border = Border.SHARED;

    @Test
    void without_a_token_everything_but_health_is_closed() {
        var refused = this.border.send(this.border.request("/api/things"));

        Border.problem(refused, ProblemType.UNAUTHENTICATED);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(this.border.send(this.border.request("/livez")).statusCode()).isEqualTo(200);
        assertThat(this.border.send(this.border.request("/readyz")).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void a_token_with_the_role_opens() {
        var me = this.border.get("/api/me");

        assertThat(me.body()).isEqualTo("{\"id\":\"alice\",\"roles\":[\"CUSTOMER\"]}");
    }

    @Test
    void a_token_without_the_role_is_refused() {
        var refused = this.border.get("/api/operators");

        Border.problem(refused, ProblemType.FORBIDDEN);
    }

}
