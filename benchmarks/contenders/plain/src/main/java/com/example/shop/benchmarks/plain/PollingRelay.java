package com.example.shop.benchmarks.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// A polling relay as one finds it in many articles: rows that another instance has locked are skipped, so that instances
/// share the work; and with it goes the order, for the next row of an aggregate may be in the other one's batch.
final class PollingRelay implements Contender {

    private static final int BATCH = 1_000;

    private static final int POLL_MILLIS = 20;

    private static final String TAKE = """
            SELECT position, id, aggregate, version, payload, created_at
            FROM outbox
            ORDER BY position
            LIMIT ?
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE position = ANY (?)";

    private final Shop shop;

    private final PlainOutbox outbox;

    private final String topic;

    private final Producer<String, byte[]> producer;

    private volatile boolean running;

    private @Nullable Thread thread;

    private PollingRelay(Settings settings) {
        // One more for the relay.
        this.shop = new Shop(settings, Settings.WRITERS + 1);
        this.outbox = new PlainOutbox(this.shop);
        this.topic = settings.topic();
        this.producer = Records.producer(settings, Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, PollingRelay::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.outbox.write(event);
    }

    @Override
    public void fill(int events) {
        this.outbox.fill(events);
    }

    @Override
    public void startRelay() {
        this.running = true;
        this.thread = Thread.ofPlatform().daemon().name("polling-relay").start(this::poll);
    }

    private void poll() {
        try {
            while (this.running) {
                boolean[] full = new boolean[1];
                this.shop.inTransaction(() -> full[0] = relay() == BATCH);
                if (!full[0]) {
                    Thread.sleep(POLL_MILLIS);
                }
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int relay() {
        List<Row> batch = this.shop.jdbc()
            .query(TAKE,
                    (found, _) -> new Row(found.getLong("position"),
                            Records.record(this.topic, found.getString("id"), found.getString("aggregate"),
                                    found.getLong("version"), found.getTimestamp("created_at").toInstant(),
                                    found.getBytes("payload"))),
                    BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (Row row : batch) {
            acknowledgements.add(this.producer.send(row.record()));
        }
        acknowledgements.forEach(PollingRelay::await);
        this.shop.jdbc().update(DELETE, (Object) batch.stream().map(Row::position).toArray(Long[]::new));
        return batch.size();
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        }
        catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
        catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    @Override
    public void stopRelay() throws InterruptedException {
        this.running = false;
        if (this.thread != null) {
            this.thread.join();
        }
    }

    @Override
    public void close() {
        this.running = false;
        this.producer.close();
        this.shop.close();
    }

    private record Row(long position, ProducerRecord<String, byte[]> record) {
    }

}
