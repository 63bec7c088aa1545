package com.example.shop.common.messaging;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.testservice.Samples;
import com.example.shop.common.testservice.TestService;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a service needs comes later than the service.
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

    @Test
    void a_service_waits_for_its_database_and_says_so(CapturedOutput output) {
        TestService.shared();
        Infrastructure.shared().stopPostgres();
        CompletableFuture<TestService> start = CompletableFuture.supplyAsync(() -> TestService.start());
        try {
            await().until(() -> output.getAll().contains("Waiting for the database jdbc:postgresql://"));
            assertThat(output.getAll()).contains("Check spring.datasource.url");
            assertThat(start).isNotDone();
        }
        finally {
            Infrastructure.shared().startPostgres();
        }
        start.join().close();
    }

    @Test
    void a_wrong_password_is_named_and_no_stack_trace_and_the_wait_ends_with_the_service(CapturedOutput output)
            throws InterruptedException {
        Thread start = Thread.ofPlatform().start(() -> TestService.start("spring.datasource.password=wrong"));

        await()
            .until(() -> output.getAll().contains("Check spring.datasource.username and spring.datasource.password"));
        assertThat(output.getAll()).doesNotContain("\tat ");
        start.interrupt();
        start.join();
    }

    @Test
    void the_name_of_kafka_may_lead_nowhere_yet() {
        UUID order = UUID.randomUUID();
        try (TestService service = TestService.start("spring.kafka.bootstrap-servers=nowhere.invalid:9092")) {
            service.append(Samples.placed(order, 1L));
        }

        await()
            .untilAsserted(() -> assertThat(TestService.shared().effects().of(order.toString())).containsExactly(1L));
    }

}
