package com.example.shop.benchmarks.jmh;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.EventRecords;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Bytes out of an event, a record out of an envelope, and the way back, for an event of about 300 bytes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotFunctions {

    private static final String TOPIC = "order.events";

    private final EventJson json = new EventJson();

    private final OrderPlaced event = new OrderPlaced(UUID.randomUUID(), 7, Instant.parse("2026-11-22T12:00:00.123Z"),
            lines());

    private final byte[] content = this.json.write(this.event);

    private final EventEnvelope envelope = new EventEnvelope(UUID.randomUUID(), "com.example.shop.order.v1.OrderPlaced",
            "/order-service", this.event.aggregateId(), this.event.version(),
            Instant.parse("2026-11-22T12:00:00.123456Z"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            this.content);

    private final ConsumerRecord<byte[], byte[]> record = received(EventRecords.toRecord(this.envelope, TOPIC));

    private static List<OrderPlaced.Line> lines() {
        return IntStream.range(0, 5).mapToObj(i -> new OrderPlaced.Line("TEA-00000" + i, i + 1)).toList();
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<String, byte[]> sent) {
        byte[] key = sent.key().getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(TOPIC, 0, 0, 0, TimestampType.CREATE_TIME, key.length, sent.value().length, key,
                sent.value(), sent.headers(), Optional.empty());
    }

    @Benchmark
    public byte[] writeJson() {
        return this.json.write(this.event);
    }

    @Benchmark
    public OrderPlaced readJson() {
        return this.json.read(this.content, OrderPlaced.class);
    }

    @Benchmark
    public ProducerRecord<String, byte[]> toRecord() {
        return EventRecords.toRecord(this.envelope, TOPIC);
    }

    @Benchmark
    public EventEnvelope fromRecord() {
        return EventRecords.fromRecord(this.record);
    }

    /// What {@link EventRecords#toRecord} does, by the SDK of CloudEvents.
    @Benchmark
    public ProducerRecord<String, byte[]> toRecordBySdk() {
        EventEnvelope from = this.envelope;
        CloudEvent cloudEvent = CloudEventBuilder.v1()
            .withId(from.id().toString())
            .withType(from.type())
            .withSource(URI.create(from.source()))
            .withSubject(from.aggregateId())
            .withTime(OffsetDateTime.ofInstant(from.time(), ZoneOffset.UTC))
            .withExtension(EventRecords.AGGREGATE_VERSION, Long.toString(from.version()))
            .withData("application/json", from.data())
            .build();
        return KafkaMessageFactory.createWriter(TOPIC, from.aggregateId()).writeBinary(cloudEvent);
    }

    /// The SDK's part of what {@link EventRecords#fromRecord} does.
    @Benchmark
    public CloudEvent fromRecordBySdk() {
        return KafkaMessageFactory.createReader(this.record).toEvent();
    }

}
