package com.example.shop.common.idempotency;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoredResponsesIT {

    private static final TestService service = TestService.shared();

    private static final StoredResponses responses = service.bean(StoredResponses.class);

    @Test
    void responses_are_deleted_after_a_day_and_not_before() {
        List<IdempotencyKey> old = IntStream.range(0, 501).mapToObj((_) -> stored("24 hours 1 minute")).toList();
        IdempotencyKey recent = stored("23 hours 59 minutes");

        responses.purge();

        assertThat(old).allSatisfy((key) -> assertThat(responses.find(key)).isEmpty());
        assertThat(responses.find(recent)).isPresent();
    }

    private static IdempotencyKey stored(String age) {
        IdempotencyKey key = new IdempotencyKey("alice", UUID.randomUUID().toString());
        responses.add(key, new StoredResponse(new byte[32], 201, null, new byte[0]));
        service.jdbc().sql("""
                UPDATE messaging.stored_response
                SET stored_at = now() - CAST(:age AS interval)
                WHERE caller = :caller AND key = :key
                """).param("age", age).param("caller", key.caller()).param("key", key.value()).update();
        return key;
    }

}
