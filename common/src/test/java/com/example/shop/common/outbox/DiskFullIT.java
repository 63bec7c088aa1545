package com.example.shop.common.outbox;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.TestService;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container;
import org.testcontainers.postgresql.PostgreSQLContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The broker is away until the outbox has filled the database's disk, and nobody has set a limit. It takes a disk that is small and nobody else's, and so a container.
@Tag("docker")
class DiskFullIT {

    private static final String DISK = "/var/lib/postgresql";

    private static final String FILLER = DISK + "/filler";

    private final List<UUID> taken = new ArrayList<>();

    private final List<UUID> refused = new ArrayList<>();

    @AfterEach
    void leave_kafka_to_the_next_test() {
        Infrastructure.shared().startKafka();
    }

    @Test
    void while_the_disk_is_full_requests_get_a_503_and_all_that_were_taken_are_sent_and_no_others() throws Exception {
        try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")) {
            postgres.withTmpFs(Map.of(DISK, "size=200m")).start();
            try (TestService service = TestService.start("spring.datasource.url=" + postgres.getJdbcUrl(),
                    "spring.datasource.username=" + postgres.getUsername(),
                    "spring.datasource.password=" + postgres.getPassword())) {
                assertThat(place(service).statusCode()).isEqualTo(200);
                Infrastructure.shared().stopKafka();
                Container.ExecResult full = postgres.execInContainer("dd", "if=/dev/zero", "of=" + FILLER, "bs=64k");
                assertThat(full.getStderr()).contains("No space left on device");

                await().until(() -> place(service).statusCode() != 200);
                HttpResponse<String> answer = place(service);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("/problems/service-unavailable").doesNotContainIgnoringCase("disk");
                assertThat(reads(service)).isEqualTo(200);

                postgres.execInContainer("rm", FILLER);
                await().until(() -> place(service).statusCode() == 200);
                Infrastructure.shared().startKafka();

                await().untilAsserted(() -> assertThat(waiting(service)).isZero());
            }
        }
        List<String> sent = Kafka.records(Topics.ORDER_EVENTS).stream().map(event -> new String(event.key())).toList();
        assertThat(sent).containsAll(this.taken.stream().map(UUID::toString).toList());
        assertThat(sent).doesNotContainAnyElementsOf(this.refused.stream().map(UUID::toString).toList());
    }

    private HttpResponse<String> place(TestService service) {
        UUID order = UUID.randomUUID();
        HttpResponse<String> answer = service.call("alice:CUSTOMER", "POST", "/api/orders/" + order);
        (answer.statusCode() == 200 ? this.taken : this.refused).add(order);
        return answer;
    }

    private static int reads(TestService service) {
        return service.call("olga:OPERATOR", "GET", "/api/operations/parked-events/order.events").statusCode();
    }

    private static long waiting(TestService service) {
        return service.jdbc()
            .sql("SELECT count(*) FROM messaging.outbox")
            .query((found, _) -> found.getLong(1))
            .single();
    }

}
