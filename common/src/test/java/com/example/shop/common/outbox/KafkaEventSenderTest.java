package com.example.shop.common.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.messaging.TraceCarrier;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaEventSenderTest {

    private static final String PLACED = "com.example.shop.order.v1.OrderPlaced";

    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();

    private final KafkaEventSender sender = new KafkaEventSender(SentEvents.of(OrderPlaced.class), this::newProducer,
            new TraceCarrier(Tracer.NOOP, new FakeTraces()));

    @Test
    void an_acknowledged_event_is_a_record_on_its_topic_under_its_aggregate() {
        CompletableFuture<Void> sent = this.sender.send(row(PLACED));

        assertThat(sent).isNotDone();
        producer().completeNext();

        assertThat(sent).isCompleted();
        assertThat(producer().history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("order.events");
            assertThat(record.key()).isEqualTo("order-1");
            assertThat(record.headers().lastHeader("traceparent").value())
                .isEqualTo("after the request".getBytes(StandardCharsets.US_ASCII));
        });
    }

    @Test
    void without_tracing_the_trace_of_the_request_is_passed_on() {
        KafkaEventSender withoutTracing = new KafkaEventSender(SentEvents.of(OrderPlaced.class), this::newProducer,
                new TraceCarrier(Tracer.NOOP, Propagator.NOOP));

        withoutTracing.send(row(PLACED));

        assertThat(producer().history()).singleElement()
            .satisfies(record -> assertThat(record.headers().lastHeader("traceparent").value())
                .isEqualTo("the request".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void what_was_sent_goes_at_once_when_it_is_complete() {
        CompletableFuture<Void> sent = this.sender.send(row(PLACED));

        this.sender.flush();

        assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void a_failure_stops_the_producer_before_a_later_event_can_overtake() throws Exception {
        CompletableFuture<Void> first = this.sender.send(row(PLACED));
        CompletableFuture<Void> second = this.sender.send(row(PLACED));

        answerAsKafkaDoes(() -> producer().errorNext(new TimeoutException("expired")));

        assertThat(first).isCompletedExceptionally();
        assertThat(producer().closed()).isTrue();
        assertThat(second).isNotCompleted();
        assertThat(this.sender.send(row(PLACED))).isCompletedExceptionally();
        assertThat(this.producers).hasSize(1);
    }

    @Test
    void after_a_failure_it_resumes_with_a_new_producer() throws Exception {
        this.sender.send(row(PLACED));
        answerAsKafkaDoes(() -> producer().errorNext(new TimeoutException("expired")));

        this.sender.resume();
        CompletableFuture<Void> again = this.sender.send(row(PLACED));
        producer().completeNext();

        assertThat(this.producers).hasSize(2);
        assertThat(again).isCompleted();
    }

    @Test
    void an_event_that_is_too_large_is_refused() throws Exception {
        CompletableFuture<Void> sent = this.sender.send(row(PLACED));

        answerAsKafkaDoes(() -> producer().errorNext(new RecordTooLargeException("1048577 bytes")));

        assertThat(sent.exceptionNow()).isInstanceOf(RefusedEvent.class)
            .hasMessage("Kafka takes no event of this size");
    }

    @Test
    void a_missing_right_is_no_fault_of_the_event() throws Exception {
        CompletableFuture<Void> sent = this.sender.send(row(PLACED));

        answerAsKafkaDoes(() -> producer().errorNext(new TopicAuthorizationException("order.events")));

        assertThat(sent.exceptionNow()).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void an_event_of_a_type_that_this_release_does_not_know_is_refused_and_stops_nothing() {
        CompletableFuture<Void> unknown = this.sender.send(row("com.example.shop.order.v9.OrderPlaced"));
        CompletableFuture<Void> known = this.sender.send(row(PLACED));
        producer().completeNext();

        assertThat(unknown.exceptionNow()).isInstanceOf(RefusedEvent.class);
        assertThat(known).isCompleted();
    }

    private MockProducer<String, byte[]> newProducer() {
        MockProducer<String, byte[]> producer = new MockProducer<>(false, null, new StringSerializer(),
                new ByteArraySerializer());
        this.producers.add(producer);
        return producer;
    }

    private MockProducer<String, byte[]> producer() {
        return this.producers.getLast();
    }

    /// Callbacks come on a thread of the producer's own.
    private static void answerAsKafkaDoes(Runnable answer) throws InterruptedException {
        Thread network = Thread.ofPlatform().start(answer);
        network.join();
    }

    private static OutboxRow row(String type) {
        return new OutboxRow(1, UUID.randomUUID(), type, "order-1", 1, "{}".getBytes(StandardCharsets.UTF_8),
                "the request", Instant.EPOCH);
    }

    /// What was `x` before goes on as `after x`.
    private static final class FakeTraces implements Propagator {

        private @Nullable String before;

        @Override
        public List<String> fields() {
            return List.of("traceparent");
        }

        @Override
        public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
            setter.set(carrier, "traceparent", "after " + this.before);
        }

        @Override
        public <C> Span.Builder extract(@Nullable C carrier, Getter<C> getter) {
            this.before = getter.get(Objects.requireNonNull(carrier), "traceparent");
            return Span.Builder.NOOP;
        }

    }

}
