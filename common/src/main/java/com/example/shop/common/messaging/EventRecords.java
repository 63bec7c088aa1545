package com.example.shop.common.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Events as Kafka records: CloudEvents 1.0 in binary content mode, so that the value is the content alone and the
/// attributes are headers (`ce_id`, `ce_type` ...). The W3C header `traceparent` carries the trace.
///
/// Nine headers need no library at run time. In the tests the SDK of CloudEvents reads our records, and we read its own.
public final class EventRecords {

    /// The header that carries the trace.
    public static final String TRACEPARENT = "traceparent";

    /// The CloudEvents extension that carries the version of the aggregate.
    public static final String AGGREGATE_VERSION = "aggregateversion";

    private static final String SPEC_VERSION = "ce_specversion";

    private static final String ID = "ce_id";

    private static final String TYPE = "ce_type";

    private static final String SOURCE = "ce_source";

    private static final String SUBJECT = "ce_subject";

    private static final String TIME = "ce_time";

    private static final String VERSION = "ce_" + AGGREGATE_VERSION;

    private static final String CONTENT_TYPE = "content-type";

    private static final String JSON = "application/json";

    private static final Header IS_JSON = header(CONTENT_TYPE, JSON);

    private static final Header IS_CLOUD_EVENT = header(SPEC_VERSION, "1.0");

    private EventRecords() {
    }

    public static ProducerRecord<String, byte[]> toRecord(EventEnvelope event, String topic) {
        List<Header> headers = new ArrayList<>(9);
        headers.add(IS_JSON);
        headers.add(IS_CLOUD_EVENT);
        headers.add(header(ID, event.id().toString()));
        headers.add(header(TYPE, event.type()));
        headers.add(header(SOURCE, event.source()));
        headers.add(header(SUBJECT, event.aggregateId()));
        headers.add(header(TIME, event.time().toString()));
        headers.add(header(VERSION, Long.toString(event.version())));
        if (event.trace() != null) {
            headers.add(header(TRACEPARENT, event.trace()));
        }
        return new ProducerRecord<>(topic, null, event.aggregateId(), event.data(), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws UnreadableEvent if the record lacks an attribute or contradicts itself
    public static EventEnvelope fromRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new UnreadableEvent("The record has no key");
        }
        if (record.value() == null) {
            throw new UnreadableEvent("The record has no content");
        }
        Headers headers = record.headers();
        if (!"1.0".equals(value(headers, SPEC_VERSION))) {
            throw new UnreadableEvent("The headers are not those of a CloudEvent 1.0 in binary mode");
        }
        if (!JSON.equals(value(headers, CONTENT_TYPE))) {
            throw new UnreadableEvent("The content-type is not " + JSON);
        }
        String subject = required(headers, SUBJECT);
        if (!subject.equals(text(record.key(), "key of the record"))) {
            throw new UnreadableEvent("The key of the record is not its " + SUBJECT);
        }
        return new EventEnvelope(parsed(headers, ID, UUID::fromString, "a UUID"), required(headers, TYPE),
                required(headers, SOURCE), subject, parsed(headers, VERSION, EventRecords::version, "a number from 1"),
                parsed(headers, TIME, Instant::parse, "a time of RFC 3339"), value(headers, TRACEPARENT),
                record.value());
    }

    private static <T> T parsed(Headers headers, String name, Function<String, T> parse, String expected) {
        try {
            return parse.apply(required(headers, name));
        }
        catch (IllegalArgumentException | DateTimeException wrong) {
            throw new UnreadableEvent("The %s is not %s".formatted(name, expected), wrong);
        }
    }

    private static long version(String text) {
        long version = Long.parseLong(text);
        if (version < 1) {
            throw new IllegalArgumentException(text);
        }
        return version;
    }

    private static String required(Headers headers, String name) {
        String value = value(headers, name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableEvent("The header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return (header == null || header.value() == null) ? null : text(header.value(), "header " + name);
    }

    private static String text(byte[] bytes, String where) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
        catch (CharacterCodingException notText) {
            throw new UnreadableEvent("The " + where + " is not text", notText);
        }
    }

}
