package com.example.shop.common.inbox;

import java.sql.Connection;
import java.util.UUID;

import com.example.shop.common.testservice.TestService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InboxPurgeIT {

    private static final TestService service = TestService.shared();

    private static final InboxPurge purge = service.bean(InboxPurge.class);

    @Test
    void what_is_older_than_the_retention_is_forgotten_and_nothing_else() {
        purge.purge();
        UUID old = note("8 days 1 minute");
        UUID recent = note("7 days 23 hours");
        service.jdbc().sql("""
                INSERT INTO messaging.inbox (id, handled_at)
                SELECT gen_random_uuid(), now() - interval '9 days' FROM generate_series(1, 2500)
                """).update();

        purge.purge();

        assertThat(service.jdbc()
            .sql("SELECT count(*) FROM messaging.inbox WHERE handled_at < now() - interval '8 days 1 minute'")
            .query(Long.class)
            .single()).isZero();
        assertThat(isNoted(old)).isFalse();
        assertThat(isNoted(recent)).isTrue();
    }

    @Test
    void one_instance_purges_at_a_time() throws Exception {
        UUID old = note("9 days");
        try (Connection other = service.connect("test"); var lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + InboxPurge.LOCK + ")");

            purge.purge();
            assertThat(isNoted(old)).isTrue();
            // When the session ends, the server takes a moment to release it.
            lock.execute("SELECT pg_advisory_unlock(" + InboxPurge.LOCK + ")");
        }
        purge.purge();
        assertThat(isNoted(old)).isFalse();
    }

    private static UUID note(String age) {
        UUID id = UUID.randomUUID();
        service.jdbc()
            .sql("INSERT INTO messaging.inbox (id, handled_at) VALUES (:id, now() - CAST(:age AS interval))")
            .param("id", id)
            .param("age", age)
            .update();
        return id;
    }

    private static boolean isNoted(UUID id) {
        return service.jdbc()
            .sql("SELECT EXISTS (SELECT FROM messaging.inbox WHERE id = :id)")
            .param("id", id)
            .query((found, _) -> found.getBoolean(1))
            .single();
    }

}
