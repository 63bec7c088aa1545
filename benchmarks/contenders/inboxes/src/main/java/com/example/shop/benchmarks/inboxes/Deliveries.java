package com.example.shop.benchmarks.inboxes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Events that lie in Kafka, and consumers that wait for a sign to handle them. What handling one does is the same for
/// all: it changes the row of its aggregate.
abstract class Deliveries implements Contender {

    /// What handling an event does.
    static final String CHANGE = "UPDATE shop.handled SET events = events + 1 WHERE aggregate = ?";

    private static final int AGGREGATES = 1_000;

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final JsonMapper json = JsonMapper.builder().build();

    private final Settings settings;

    private final ConcurrentMessageListenerContainer<byte[], byte[]> consumers;

    private final List<UUID> aggregates;

    private int sent;

    /// @param consumers not started yet
    Deliveries(Settings settings, JdbcTemplate jdbc, ConcurrentMessageListenerContainer<byte[], byte[]> consumers) {
        this.settings = settings;
        this.consumers = consumers;
        jdbc.execute("CREATE TABLE shop.handled (aggregate uuid PRIMARY KEY, events bigint NOT NULL)");
        this.aggregates = jdbc.query("""
                INSERT INTO shop.handled (aggregate, events)
                SELECT gen_random_uuid(), 0 FROM generate_series(1, ?)
                RETURNING aggregate
                """, (row, _) -> row.getObject(1, UUID.class), AGGREGATES);
    }

    /// Pauses instead of stopping: a group needs seconds to share its partitions out.
    void startAtRest() throws InterruptedException {
        this.consumers.start();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isShared()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The partitions are not shared out");
            }
            Thread.sleep(50);
        }
        this.consumers.pause();
    }

    private boolean isShared() {
        return this.consumers.getContainers().size() == this.consumers.getConcurrency()
                && this.consumers.getContainers().stream().allMatch(Deliveries::hasWork);
    }

    private static boolean hasWork(MessageListenerContainer consumer) {
        return consumer.getAssignedPartitions() != null && !consumer.getAssignedPartitions().isEmpty();
    }

    @Override
    public void write(SampleEvent event) {
        throw new UnsupportedOperationException("This contender only listens");
    }

    @Override
    public void fill(int events) {
        try (Producer<String, byte[]> producer = Records.producer(this.settings,
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 5))) {
            for (int i = 0; i < events; i++) {
                SampleEvent event = SampleEvent.of(this.aggregates.get(this.sent % AGGREGATES),
                        1 + this.sent / AGGREGATES);
                this.sent++;
                producer.send(Records.record(this.settings.topic(), id().toString(), event.orderId().toString(),
                        event.version(), Instant.now(), this.json.writeValueAsBytes(event)));
            }
        }
    }

    /// A UUIDv7, as the outbox makes them: the inbox writes at one end of its index.
    private static UUID id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(1 << 12),
                random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    @Override
    public void startRelay() {
        this.consumers.resume();
    }

    @Override
    public void stopRelay() {
        this.consumers.pause();
    }

    @Override
    public void close() {
        this.consumers.stop();
    }

}
