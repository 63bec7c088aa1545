package com.example.shop.benchmarks.debezium;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.transforms.outbox.EventRouter;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.jspecify.annotations.Nullable;

/// The row is inserted and deleted in the same transaction, as the outbox extension of Debezium does it: the log has it, and
/// the table stays empty. The engine reads the log, its event router makes records, and they are sent in batches.
final class Debezium implements Contender {

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS outbox (
                id            uuid PRIMARY KEY,
                aggregatetype text NOT NULL,
                aggregateid   text NOT NULL,
                type          text NOT NULL,
                version       bigint NOT NULL,
                created_at    timestamptz NOT NULL,
                payload       bytea NOT NULL
            )
            """;

    /// In one round trip.
    private static final String INSERT_AND_DELETE = """
            INSERT INTO outbox (id, aggregatetype, aggregateid, type, version, created_at, payload)
            VALUES (?, 'order', ?, ?, ?, ?, ?);
            DELETE FROM outbox WHERE id = ?
            """;

    private static final String FILL = """
            INSERT INTO outbox (id, aggregatetype, aggregateid, type, version, created_at, payload)
            SELECT gen_random_uuid(), 'order', gen_random_uuid()::text, ?, 1, now(), ?
            FROM generate_series(1, ?)
            """;

    private static final long LONGEST_START_SECONDS = 30;

    private final Settings settings;

    private final Shop shop;

    private final Producer<String, byte[]> producer;

    private @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    private @Nullable Thread thread;

    private Debezium(Settings settings) {
        this.settings = settings;
        this.shop = new Shop(settings, Settings.WRITERS);
        this.shop.jdbc().execute(TABLE);
        this.producer = Records.producer(settings, Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, Debezium::new);
    }

    @Override
    public void write(SampleEvent event) {
        UUID id = UUID.randomUUID();
        this.shop.inTransaction(() -> {
            Shop.insertBusinessRow(this.shop.jdbc(), event);
            this.shop.jdbc()
                .update(INSERT_AND_DELETE, id, event.orderId().toString(), SampleEvent.TYPE, event.version(),
                        Timestamp.from(event.placedAt()), this.shop.json(event), id);
        });
    }

    /// The replication slot exists: the relay has run before.
    @Override
    public void fill(int events) {
        byte[] json = this.shop.json(SampleEvent.of(UUID.randomUUID(), 1));
        this.shop.inTransaction(() -> {
            this.shop.jdbc().update(FILL, SampleEvent.TYPE, json, events);
            this.shop.jdbc().update("DELETE FROM outbox");
        });
    }

    @Override
    public void startRelay() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        DebeziumEngine<RecordChangeEvent<SourceRecord>> starting = DebeziumEngine
            .create(ChangeEventFormat.of(Connect.class))
            .using(properties())
            .using(new DebeziumEngine.ConnectorCallback() {
                @Override
                public void pollingStarted() {
                    started.countDown();
                }
            })
            .notifying(this::send)
            .build();
        this.engine = starting;
        this.thread = Thread.ofPlatform().name("debezium").start(starting);
        // Without an error if it takes longer: another instance may have the slot.
        started.await(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    }

    private Properties properties() {
        URI database = URI.create(this.settings.url().substring("jdbc:".length()));
        String name = database.getPath().substring(1);
        Properties properties = new Properties();
        properties.put("name", "outbox");
        properties.put("connector.class", PostgresConnector.class.getName());
        properties.put("topic.prefix", "outbox");
        properties.put("database.hostname", database.getHost());
        properties.put("database.port", String.valueOf(database.getPort()));
        properties.put("database.user", this.settings.user());
        properties.put("database.password", this.settings.password());
        properties.put("database.dbname", name);
        properties.put("plugin.name", "pgoutput");
        properties.put("slot.name", name);
        properties.put("slot.max.retries", "600");
        properties.put("slot.retry.delay.ms", "1000");
        properties.put("publication.autocreate.mode", "filtered");
        properties.put("table.include.list", "public.outbox");
        properties.put("snapshot.mode", "no_data");
        properties.put("skipped.operations", "u,d,t");
        properties.put("tombstones.on.delete", "false");
        properties.put("binary.handling.mode", "bytes");
        properties.put("poll.interval.ms", "10");
        properties.put("offset.storage", FileOffsetBackingStore.class.getName());
        properties.put("offset.storage.file.filename",
                Path.of("benchmarks", "target", "data", name + ".offsets").toString());
        properties.put("offset.flush.interval.ms", "1000");
        properties.put("transforms", "outbox");
        properties.put("transforms.outbox.type", EventRouter.class.getName());
        properties.put("transforms.outbox.route.topic.replacement", this.settings.topic());
        properties.put("transforms.outbox.table.fields.additional.placement",
                "version:header:version,created_at:header:time");
        return properties;
    }

    private void send(List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) throws InterruptedException {
        List<Future<?>> acknowledgements = new ArrayList<>(batch.size());
        for (RecordChangeEvent<SourceRecord> event : batch) {
            acknowledgements.add(this.producer.send(record(event.record())));
        }
        for (int i = 0; i < batch.size(); i++) {
            try {
                acknowledgements.get(i).get();
            }
            catch (ExecutionException failure) {
                throw new IllegalStateException(failure);
            }
            committer.markProcessed(batch.get(i));
        }
        committer.markBatchFinished();
    }

    private ProducerRecord<String, byte[]> record(SourceRecord record) {
        String id = String.valueOf(record.headers().lastWithName("id").value());
        long version = (Long) record.headers().lastWithName("version").value();
        Instant time = Instant.parse(String.valueOf(record.headers().lastWithName("time").value()));
        return Records.record(record.topic(), id, String.valueOf(record.key()), version, time, bytes(record.value()));
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] array) {
            return array;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void stopRelay() throws Exception {
        if (this.engine != null && this.thread != null) {
            this.engine.close();
            this.thread.join();
        }
    }

    @Override
    public void close() {
        try {
            stopRelay();
        }
        catch (Exception failure) {
            failure.printStackTrace();
        }
        this.producer.close();
        this.shop.close();
    }

}
