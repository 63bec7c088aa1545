package com.example.shop.common.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdempotencyTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("alice", "key");

    private final Idempotency idempotency = new Idempotency(new NothingStored(), new JsonMapper(),
            TransactionOperations.withoutTransaction());

    @Test
    void a_duplicate_of_a_running_request_gets_409() {
        assertSecondRequestGets(PlatformProblem.IDEMPOTENCY_IN_PROGRESS, "tea");
    }

    @Test
    void another_request_with_the_key_of_a_running_one_gets_422() {
        assertSecondRequestGets(PlatformProblem.IDEMPOTENCY_KEY_REUSED, "coffee");
    }

    private void assertSecondRequestGets(PlatformProblem problem, String content) {
        this.idempotency.once(KEY, "tea", () -> {
            assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> this.idempotency.once(KEY, content, () -> ResponseEntity.ok("second")))
                .matches(refusal -> problem.uri().equals(refusal.getBody().getType()));
            return ResponseEntity.ok("first");
        });
    }

    private static final class NothingStored extends StoredResponses {

        NothingStored() {
            super(JdbcClient.create(new SimpleDriverDataSource()), Duration.ofDays(1), Clock.systemUTC());
        }

        @Override
        Optional<StoredResponse> find(IdempotencyKey key) {
            return Optional.empty();
        }

        @Override
        boolean add(IdempotencyKey key, StoredResponse response) {
            return true;
        }

    }

}
