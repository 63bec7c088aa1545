package com.example.shop.common.idempotency;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdempotencyKeyTest {

    @ParameterizedTest
    @ValueSource(strings = { "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"" })
    void quoted_or_bare_it_is_the_same_key(String header) {
        assertThat(IdempotencyKey.required("alice", headers(header)))
            .isEqualTo(new IdempotencyKey("alice", "8e03978e-40d5-43e8-bc93-6894a57f9324"));
    }

    @Test
    void a_key_of_255_characters_is_the_longest() {
        assertThat(IdempotencyKey.optional("alice", headers("k".repeat(255)))).isPresent();
        assertThat(IdempotencyKey.optional("alice", headers("\"" + "k".repeat(255) + "\""))).isPresent();
        assertInvalid(headers("k".repeat(256)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"\"", " ", "a b", "a\tb", "a\u0000", "a\r\nb", "ä", "\u007f" })
    void a_key_that_cannot_be_used_is_refused(String header) {
        assertInvalid(headers(header));
    }

    @Test
    void two_keys_are_refused() {
        assertInvalid(headers("one", "two"));
    }

    @Test
    void a_key_may_be_missing_unless_it_is_required() {
        assertThat(IdempotencyKey.optional("alice", headers())).isEmpty();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> IdempotencyKey.required("alice", headers()))
            .returns(PlatformProblem.IDEMPOTENCY_KEY_MISSING.uri(), problem -> problem.getBody().getType());
    }

    private static void assertInvalid(HttpHeaders headers) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> IdempotencyKey.optional("alice", headers))
            .returns(PlatformProblem.IDEMPOTENCY_KEY_INVALID.uri(), problem -> problem.getBody().getType());
    }

    private static HttpHeaders headers(String... keys) {
        HttpHeaders headers = new HttpHeaders();
        for (String key : keys) {
            headers.add("Idempotency-Key", key);
        }
        return headers;
    }

}
