package com.example.shop.benchmarks.harness;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topic that all contenders send to, one after the other.
final class EventLog implements AutoCloseable {

    /// The topic that ours sends orders' events to; it has no other choice.
    static final String TOPIC = "order.events";

    private static final int PARTITIONS = 6;

    private static final List<TopicPartition> ALL = IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(TOPIC, partition))
        .toList();

    private final String bootstrapServers;

    private final Admin admin;

    EventLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        ask(() -> this.admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())
            .configs(Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, "67108864")))).all().get());
    }

    /// Forgets all records.
    void empty() {
        Map<TopicPartition, RecordsToDelete> all = ends().entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue())));
        ask(() -> this.admin.deleteRecords(all).all().get());
    }

    /// How many records were ever sent.
    long size() {
        return ends().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = ALL.stream()
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return ask(() -> this.admin.listOffsets(latest).all().get()).entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
    }

    /// Waits until so many records were sent, or none has come for too long.
    /// @return how far it came, and when
    Progress awaitSize(long size, Duration longest, Duration longestStandstill) throws InterruptedException {
        long begin = System.nanoTime();
        Progress progress = new Progress(size(), begin);
        while (progress.size() < size) {
            Thread.sleep(5);
            Progress now = new Progress(size(), System.nanoTime());
            if (now.size() > progress.size()) {
                progress = now;
            }
            if (now.nanos() - progress.nanos() > longestStandstill.toNanos()
                    || now.nanos() - begin > longest.toNanos()) {
                break;
            }
        }
        return progress;
    }

    /// All records since {@link #empty()}, each partition in its order.
    void read(Duration standstill, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = new HashMap<>(ends());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(ALL);
            consumer.seekToBeginning(ALL);
            long last = System.nanoTime();
            while (ALL.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))
                    && System.nanoTime() - last < standstill.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    reader.accept(record);
                    last = System.nanoTime();
                }
            }
        }
    }

    /// A consumer that stands at the end of all partitions.
    KafkaConsumer<byte[], byte[]> consumerAtEnd() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        consumer.assign(ALL);
        consumer.seekToEnd(ALL);
        ALL.forEach(consumer::position);
        return consumer;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        }
        catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
        catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    @Override
    public void close() {
        this.admin.close();
    }

    /// @param nanos when the log was seen to be of that size for the first time
    record Progress(long size, long nanos) {
    }

    private interface Question<T> {

        T ask() throws ExecutionException, InterruptedException;

    }

}
