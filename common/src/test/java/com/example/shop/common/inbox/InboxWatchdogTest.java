package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

class InboxWatchdogTest {

    private @Nullable RuntimeException refusal;

    private final ConcurrentMessageListenerContainer<byte[], byte[]> consumers = consumers();

    private final InboxWatchdog watchdog = new InboxWatchdog(this.consumers);

    @AfterEach
    void stop() {
        this.consumers.stop();
    }

    @Test
    void an_inbox_that_does_not_start_is_down_and_started_again_whatever_the_reason() {
        this.refusal = new IllegalStateException("a typing error in a setting");
        this.watchdog.startWhatIsNotRunning();

        assertThat(this.watchdog.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(this.watchdog.health().getDetails().get("wrong")).asString().contains("a typing error in a setting");

        this.refusal = null;
        this.watchdog.startWhatIsNotRunning();

        assertThat(this.watchdog.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_consumer_that_ended_is_down_and_started_again() {
        this.watchdog.startWhatIsNotRunning();
        List<KafkaMessageListenerContainer<byte[], byte[]>> before = List.copyOf(this.consumers.getContainers());
        before.getFirst().stop();

        assertThat(this.watchdog.health().getStatus()).isEqualTo(Status.DOWN);

        this.watchdog.startWhatIsNotRunning();

        assertThat(this.watchdog.health().getStatus()).isEqualTo(Status.UP);
        assertThat(this.consumers.getContainers()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void consumers_that_run_are_left_alone() {
        this.watchdog.startWhatIsNotRunning();
        List<KafkaMessageListenerContainer<byte[], byte[]>> before = List.copyOf(this.consumers.getContainers());

        this.watchdog.startWhatIsNotRunning();

        assertThat(this.consumers.getContainers()).isEqualTo(before);
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> consumers() {
        ContainerProperties properties = new ContainerProperties("order.events");
        properties.setGroupId("test");
        properties.setPollTimeout(10);
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) _ -> {
        });
        properties.setShutdownTimeout(Duration.ofSeconds(5).toMillis());
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of(), new ByteArrayDeserializer(), new ByteArrayDeserializer()) {

                    @Override
                    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                        if (InboxWatchdogTest.this.refusal != null) {
                            throw InboxWatchdogTest.this.refusal;
                        }
                        return new MockConsumer<>("earliest");
                    }

                }, properties);
        container.setConcurrency(2);
        container.setBeanName("inbox");
        return container;
    }

}
