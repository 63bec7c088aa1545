package com.example.shop.common.messaging;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What the CloudEvents SDK, the reference implementation, makes of our records, and we of its.
class EventRecordsTest {

    private static final EventEnvelope EVENT = new EventEnvelope(UUID.randomUUID(),
            "com.example.shop.order.v1.OrderPlaced", "/order-service", "Größe-✓", 7,
            Instant.parse("2026-11-23T12:00:00.123456Z"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    @Test
    void the_sdk_reads_our_record() {
        CloudEvent read = KafkaMessageFactory.createReader(arrived(EventRecords.toRecord(EVENT, "topic"))).toEvent();

        assertThat(read).isEqualTo(asCloudEvent());
    }

    @Test
    void we_read_the_sdks_record() {
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.createWriter("topic", EVENT.aggregateId())
            .writeBinary(asCloudEvent());

        assertThat(EventRecords.fromRecord(arrived(record))).usingRecursiveComparison()
            .ignoringFields("trace")
            .isEqualTo(EVENT);
    }

    @Test
    void we_read_our_own_record() {
        assertThat(EventRecords.fromRecord(arrived(EventRecords.toRecord(EVENT, "topic")))).usingRecursiveComparison()
            .isEqualTo(EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000001Z", "2026-11-23T12:00:00.999999Z",
            "2026-11-23T12:00:00.000000001Z", "2026-11-23T12:00:01Z", "1969-12-31T23:59:59.5Z" })
    void a_time_is_written_to_its_last_digit(String time) {
        EventEnvelope event = new EventEnvelope(EVENT.id(), EVENT.type(), EVENT.source(), EVENT.aggregateId(),
                EVENT.version(), Instant.parse(time), null, EVENT.data());

        CloudEvent read = KafkaMessageFactory.createReader(arrived(EventRecords.toRecord(event, "topic"))).toEvent();

        assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse(time));
    }

    @Test
    void a_time_may_be_that_of_another_zone() {
        ConsumerRecord<byte[], byte[]> record = with("ce_time", "2026-11-23T13:00:00.123456+01:00");

        assertThat(EventRecords.fromRecord(record).time()).isEqualTo(EVENT.time());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time",
            "ce_aggregateversion", "content-type" })
    void a_record_without_one_of_its_attributes_is_unreadable(String header) {
        ConsumerRecord<byte[], byte[]> record = arrived(EventRecords.toRecord(EVENT, "topic"));
        record.headers().remove(header);

        assertUnreadable(record);
    }

    @ParameterizedTest
    @CsvSource({ "ce_specversion, 0.3", "ce_id, 17", "ce_type, ''", "ce_source, ''", "ce_subject, another",
            "ce_time, yesterday", "ce_aggregateversion, 0", "ce_aggregateversion, first", "content-type, text/plain" })
    void a_record_with_a_wrong_attribute_is_unreadable(String header, String value) {
        assertUnreadable(with(header, value));
    }

    @Test
    void a_record_whose_attribute_is_not_text_is_unreadable() {
        ConsumerRecord<byte[], byte[]> record = arrived(EventRecords.toRecord(EVENT, "topic"));
        record.headers().add("ce_type", new byte[] { (byte) 0xC3, 0x28 });

        assertUnreadable(record);
    }

    @Test
    void a_record_without_key_or_content_is_unreadable() {
        byte[] bytes = {};

        assertUnreadable(new ConsumerRecord<>("topic", 0, 0, null, bytes));
        assertUnreadable(new ConsumerRecord<>("topic", 0, 0, bytes, null));
    }

    private static void assertUnreadable(ConsumerRecord<byte[], byte[]> record) {
        assertThatExceptionOfType(UnreadableEvent.class).isThrownBy(() -> EventRecords.fromRecord(record));
    }

    private static CloudEvent asCloudEvent() {
        return CloudEventBuilder.v1()
            .withId(EVENT.id().toString())
            .withType(EVENT.type())
            .withSource(URI.create(EVENT.source()))
            .withSubject(EVENT.aggregateId())
            .withTime(OffsetDateTime.ofInstant(EVENT.time(), ZoneOffset.UTC))
            .withExtension(EventRecords.AGGREGATE_VERSION, Long.toString(EVENT.version()))
            .withData("application/json", EVENT.data())
            .build();
    }

    private static ConsumerRecord<byte[], byte[]> with(String header, String value) {
        ConsumerRecord<byte[], byte[]> record = arrived(EventRecords.toRecord(EVENT, "topic"));
        record.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> arrived(ProducerRecord<String, byte[]> sent) {
        byte[] key = sent.key().getBytes(StandardCharsets.UTF_8);
        Headers headers = sent.headers();
        return new ConsumerRecord<>(sent.topic(), 0, 0, 0, TimestampType.CREATE_TIME, key.length, sent.value().length,
                key, sent.value(), headers, Optional.empty());
    }

}
