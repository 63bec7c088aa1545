package com.example.shop.common.messaging;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Events as Kafka records: CloudEvents 1.0 in binary content mode, so that the value is the content alone and the
/// attributes are headers (`ce_id`, `ce_type` ...). The W3C header `traceparent` carries the trace.
public final class EventRecords {

    /// The header that carries the trace.
    public static final String TRACEPARENT = "traceparent";

    /// The CloudEvents extension that carries the version of the aggregate.
    public static final String AGGREGATE_VERSION = "aggregateversion";

    private static final String JSON = "application/json";

    private EventRecords() {
    }

    public static ProducerRecord<String, byte[]> toRecord(EventEnvelope event, String topic) {
        CloudEvent cloudEvent = CloudEventBuilder.v1()
            .withId(event.id().toString())
            .withType(event.type())
            .withSource(URI.create(event.source()))
            .withSubject(event.aggregateId())
            .withTime(OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC))
            .withExtension(AGGREGATE_VERSION, String.valueOf(event.version()))
            .withData(JSON, event.data())
            .build();
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.createWriter(topic, event.aggregateId())
            .writeBinary(cloudEvent);
        if (event.trace() != null) {
            record.headers().add(TRACEPARENT, event.trace().getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    /// @throws UnreadableEvent if the record lacks an attribute or contradicts itself
    public static EventEnvelope fromRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new UnreadableEvent("The record has no key");
        }
        if (record.value() == null) {
            throw new UnreadableEvent("The record has no content");
        }
        CloudEvent event = cloudEvent(record);
        String subject = required(event.getSubject(), "ce_subject");
        if (!subject.equals(text(record.key()))) {
            throw new UnreadableEvent("The key of the record is not its ce_subject");
        }
        if (!JSON.equals(event.getDataContentType())) {
            throw new UnreadableEvent("The content-type is not " + JSON);
        }
        Instant time = required(event.getTime(), "ce_time").toInstant();
        return new EventEnvelope(id(event), event.getType(), event.getSource().toString(), subject, version(event),
                time, trace(record.headers()), record.value());
    }

    private static CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> record) {
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        }
        catch (CloudEventRWException | IllegalArgumentException | IllegalStateException notOne) {
            throw new UnreadableEvent("The headers are not those of a CloudEvent 1.0 in binary mode", notOne);
        }
    }

    private static UUID id(CloudEvent event) {
        try {
            return UUID.fromString(event.getId());
        }
        catch (IllegalArgumentException notOne) {
            throw new UnreadableEvent("The ce_id is not a UUID", notOne);
        }
    }

    private static long version(CloudEvent event) {
        Object text = required(event.getExtension(AGGREGATE_VERSION), "ce_" + AGGREGATE_VERSION);
        try {
            long version = Long.parseLong(text.toString());
            if (version >= 1) {
                return version;
            }
        }
        catch (NumberFormatException _) {
            // Refused below, together with the numbers that no version can be.
        }
        throw new UnreadableEvent("The ce_" + AGGREGATE_VERSION + " is not a number from 1");
    }

    private static @Nullable String trace(Headers headers) {
        Header header = headers.lastHeader(TRACEPARENT);
        return (header == null || header.value() == null) ? null
                : new String(header.value(), StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
        catch (CharacterCodingException notText) {
            throw new UnreadableEvent("The key of the record is not text", notText);
        }
    }

    private static <T> T required(@Nullable T value, String header) {
        if (value == null) {
            throw new UnreadableEvent("The header " + header + " is missing");
        }
        return value;
    }

}
