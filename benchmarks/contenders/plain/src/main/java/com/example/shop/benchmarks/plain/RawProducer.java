package com.example.shop.benchmarks.plain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.Records;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import tools.jackson.databind.json.JsonMapper;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The limit for relays: one thread hands records to the producer that were made beforehand, and no database is asked.
final class RawProducer implements Contender {

    private static final int PREBUILT = 10_000;

    private final JsonMapper json = JsonMapper.builder().build();

    private final Settings settings;

    private final Producer<String, byte[]> producer;

    private final List<ProducerRecord<String, byte[]>> prebuilt = new ArrayList<>();

    private int backlog;

    private @Nullable Thread relay;

    private RawProducer(Settings settings) {
        this.settings = settings;
        this.producer = Records.producer(settings, Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, RawProducer::new);
    }

    /// Without a wait for the acknowledgement: the consumer tells when it is there.
    @Override
    public void write(SampleEvent event) {
        this.producer.send(record(event));
    }

    private ProducerRecord<String, byte[]> record(SampleEvent event) {
        return Records.record(this.settings.topic(), UUID.randomUUID().toString(), event.orderId().toString(),
                event.version(), Instant.now(), this.json.writeValueAsBytes(event));
    }

    @Override
    public void fill(int events) {
        while (this.prebuilt.size() < PREBUILT) {
            this.prebuilt.add(record(SampleEvent.of(UUID.randomUUID(), 1)));
        }
        this.backlog = events;
    }

    @Override
    public void startRelay() {
        this.relay = Thread.ofPlatform().name("raw-relay").start(() -> {
            for (int i = 0; i < this.backlog; i++) {
                this.producer.send(this.prebuilt.get(i % PREBUILT));
            }
            this.producer.flush();
            this.backlog = 0;
        });
    }

    @Override
    public void stopRelay() throws InterruptedException {
        if (this.relay != null) {
            this.relay.join();
        }
    }

    @Override
    public void close() {
        this.producer.close();
    }

}
