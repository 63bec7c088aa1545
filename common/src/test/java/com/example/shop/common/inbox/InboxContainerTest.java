package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import com.example.shop.common.contracts.EventType;
import com.example.shop.common.contracts.Topics;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.messaging.MessagingProperties;
import com.example.shop.common.messaging.UsedTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class InboxContainerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.ORDER_EVENTS, 0);

    private final List<ConsumerRecord<byte[], byte[]>> handled = Collections.synchronizedList(new ArrayList<>());

    private final List<ConsumerRecord<?, ?>> deadLetters = Collections.synchronizedList(new ArrayList<>());

    private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());

    private final AtomicBoolean refusesToCommit = new AtomicBoolean(true);

    @Test
    void offsets_that_cannot_be_committed_are_no_failure_of_a_record() {
        ConcurrentMessageListenerContainer<byte[], byte[]> consumers = container();
        InboxWatchdog watchdog = new InboxWatchdog(consumers);
        try {
            watchdog.startWhatIsNotRunning();
            await().untilAsserted(() -> assertThat(watchdog.health().getStatus()).isEqualTo(Status.DOWN));
            assertThat(this.handled).hasSize(1);

            this.refusesToCommit.set(false);
            watchdog.startWhatIsNotRunning();

            await().untilAsserted(() -> assertThat(this.committed).containsExactly(1L));
            assertThat(this.handled).hasSize(2);
            assertThat(this.deadLetters).isEmpty();
            assertThat(watchdog.health().getStatus()).isEqualTo(Status.UP);
        }
        finally {
            consumers.stop();
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        InboxProperties settings = new InboxProperties(1, 10, 3, Duration.ofMillis(10), Duration.ofDays(8), 10);
        MessagingProperties messaging = new Binder(new MapConfigurationPropertySource()).bindOrCreate("messaging",
                MessagingProperties.class);
        RetryingListener listener = new RetryingListener(this.handled::addAll,
                (record, _) -> this.deadLetters.add(record), settings, new InboxReport(new SimpleMeterRegistry()));
        MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "test-service");
        return new InboxAutoConfiguration(settings, messaging, environment).inboxContainer(new Consumers(), listener,
                new UsedTopics(List.of(EventType.of(OrderPlaced.class))));
    }

    private final class Consumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

        Consumers() {
            super(Map.of());
        }

        @Override
        protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {

                @Override
                public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                    if (InboxContainerTest.this.refusesToCommit.get()) {
                        throw new CommitFailedException();
                    }
                    offsets.values().forEach(offset -> InboxContainerTest.this.committed.add(offset.offset()));
                }

            };
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.schedulePollTask(() -> {
                consumer.rebalance(List.of(PARTITION));
                consumer.addRecord(
                        new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), 0, new byte[0], new byte[0]));
            });
            return consumer;
        }

    }

}
