package com.example.shop.benchmarks.gruelbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;
import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// As its guide has it: what a transaction scheduled is submitted to a pool of threads after the commit, and a thread in the
/// background flushes what was left behind.
final class Gruelbox implements Contender {

    private static final int THREADS = 16;

    private static final int QUEUE = 16_384;

    /// The guide has a minute; shorter, for restarts are measured.
    private static final Duration ATTEMPTS = Duration.ofSeconds(5);

    private static final int FIRST = 1_000;

    private static final String DUE = """
            UPDATE txno_outbox SET nextattempttime = nextattempttime - interval '1 hour'
            """;

    private static final String COPY = """
            INSERT INTO txno_outbox (id, invocation, nextattempttime, attempts, blocked, version, processed)
            SELECT gen_random_uuid(), invocation, nextattempttime, attempts, blocked, version, processed
            FROM txno_outbox, generate_series(1, ?)
            """;

    private final Shop shop;

    private final Producer<String, byte[]> producer;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE));

    private final ThreadLocalContextTransactionManager transactions;

    private final TransactionOutbox outbox;

    private volatile boolean relaying;

    private @Nullable Thread flushing;

    private Gruelbox(Settings settings) {
        this.shop = new Shop(settings, Settings.WRITERS + THREADS + 1);
        this.producer = Records.producer(settings, Map.of());
        this.transactions = TransactionManager.fromDataSource(this.shop.pool());
        Sender sender = new KafkaSender(this.producer, settings.topic());
        Submitter pool = Submitter.withExecutor(this.executor);
        this.outbox = TransactionOutbox.builder()
            .transactionManager(this.transactions)
            .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
            .instantiator(Instantiator.using(_ -> sender))
            .attemptFrequency(ATTEMPTS)
            .submitter((entry, work) -> {
                if (this.relaying) {
                    pool.submit(entry, work);
                }
            })
            .build();
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, Gruelbox::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.transactions.inTransaction(transaction -> {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(transaction.connection(), true));
            Shop.insertBusinessRow(jdbc, event);
            this.outbox.schedule(Sender.class)
                .send(UUID.randomUUID().toString(), event.orderId().toString(), event.version(),
                        event.placedAt().toEpochMilli(), new String(this.shop.json(event), StandardCharsets.UTF_8));
        });
    }

    @Override
    public void fill(int events) {
        for (int i = 0; i < FIRST; i++) {
            write(SampleEvent.of(UUID.randomUUID(), 1));
        }
        this.shop.jdbc().update(DUE);
        this.shop.jdbc().update(COPY, events / FIRST - 1);
    }

    @Override
    public void startRelay() {
        this.relaying = true;
        this.flushing = Thread.ofPlatform().daemon().name("flush").start(() -> {
            try {
                while (this.relaying) {
                    while (this.relaying && this.outbox.flush()) {
                        awaitPool(QUEUE / 2);
                    }
                    Thread.sleep(1_000);
                }
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void stopRelay() throws InterruptedException {
        this.relaying = false;
        if (this.flushing != null) {
            this.flushing.join();
        }
        awaitPool(0);
    }

    private void awaitPool(int longestQueue) throws InterruptedException {
        while (this.executor.getQueue().size() > longestQueue
                || (longestQueue == 0 && this.executor.getActiveCount() > 0)) {
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        this.relaying = false;
        this.executor.shutdownNow();
        this.producer.close();
        this.shop.close();
    }

    /// What is scheduled is a call of an interface.
    interface Sender {

        void send(String id, String aggregate, long version, long time, String json);

    }

    private record KafkaSender(Producer<String, byte[]> producer, String topic) implements Sender {

        @Override
        public void send(String id, String aggregate, long version, long time, String json) {
            try {
                this.producer.send(Records.record(this.topic, id, aggregate, version, Instant.ofEpochMilli(time),
                        json.getBytes(StandardCharsets.UTF_8)))
                    .get();
            }
            catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

    }

}
