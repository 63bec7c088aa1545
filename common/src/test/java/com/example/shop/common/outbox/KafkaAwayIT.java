package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.testservice.Effects;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class KafkaAwayIT {

    @Test
    void while_kafka_is_away_transactions_commit_and_services_start_and_later_everything_is_sent_in_order(
            CapturedOutput output) {
        TestService service = TestService.shared();
        Effects effects = service.effects();
        List<UUID> orders = IntStream.range(0, 5).mapToObj(_ -> UUID.randomUUID()).toList();
        Infrastructure.shared().stopKafka();

        long began = System.nanoTime();
        try (TestService startedMeanwhile = TestService.start()) {
            for (int version = 1; version <= 4; version++) {
                for (UUID order : orders) {
                    (version % 2 == 0 ? service : startedMeanwhile).append(Samples.placed(order, (long) version));
                }
            }
            Duration accepted = Duration.ofNanos(System.nanoTime() - began);
            await().until(() -> failedRounds(service) + failedRounds(startedMeanwhile) > 0);
            assertThat(wrong(service) + wrong(startedMeanwhile)).contains("Events cannot be sent", "since 20")
                .doesNotContain("closed");

            Infrastructure.shared().startKafka();

            assertThat(accepted).isLessThan(Duration.ofSeconds(30));
            assertThat(output.getAll()).as("clients that spin while the broker is away")
                .doesNotContain("Rebootstrapping");
            await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(orders)
                    .allSatisfy(order -> assertThat(effects.of(order.toString())).containsExactly(1L, 2L, 3L, 4L)));
            await().untilAsserted(
                    () -> assertThat(wrong(service) + wrong(startedMeanwhile)).doesNotContain("Events cannot be sent"));
        }
        assertThat(orders).allSatisfy(order -> {
            assertThat(Kafka.versions(Topics.ORDER_EVENTS, order.toString())).containsExactly(1L, 2L, 3L, 4L);
            assertThat(service.waiting(order.toString())).isEmpty();
            assertThat(parked(service, order)).isZero();
        });
    }

    private static String wrong(TestService instance) {
        return String.valueOf(instance.bean(OutboxHealth.class).health().getDetails().get("wrong"));
    }

    private static double failedRounds(TestService instance) {
        return instance.bean(MeterRegistry.class).counter("outbox.failed.rounds").count();
    }

    private static long parked(TestService service, UUID order) {
        return service.jdbc()
            .sql("SELECT count(*) FROM messaging.outbox_parked WHERE aggregate = :order")
            .param("order", order.toString())
            .query((found, _) -> found.getLong(1))
            .single();
    }

}
