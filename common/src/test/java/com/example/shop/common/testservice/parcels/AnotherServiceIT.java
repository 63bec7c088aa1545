package com.example.shop.common.testservice.parcels;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.example.shop.common.inbox.EventHandler;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.common.outbox.SentEvents;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.TestService;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// A service that only sends and one that only receives get all they need without a line in `common`.
class AnotherServiceIT {

    private static TestService sender;

    private static TestService receiver;

    private final String parcel = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        sender = TestService.startAnother("parcel-service", ParcelService.class);
        receiver = TestService.startAnother("tracking-service", TrackingService.class);
    }

    @AfterAll
    static void stop() {
        receiver.close();
        sender.close();
    }

    @Test
    void its_event_travels_under_its_own_names_to_the_handler_of_yet_another() {
        sender.append(new ParcelSent(this.parcel, 1), new ParcelSent(this.parcel, 2));

        await().untilAsserted(() -> assertThat(receiver.bean(TrackWhenSent.class).parcels)
            .containsSubsequence(new ParcelSent(this.parcel, 1), new ParcelSent(this.parcel, 2)));
        assertThat(Kafka.records("parcels.of.the.day", this.parcel)).hasSize(2).allSatisfy(record -> {
            assertThat(Kafka.header(record, "ce_type")).isEqualTo("com.example.parcels.v2.ParcelSent");
            assertThat(Kafka.header(record, "ce_source")).isEqualTo("/parcel-service");
        });
    }

    @Test
    void a_topic_is_compacted_if_the_contract_says_so_and_its_dead_letter_topic_is_not() {
        await().untilAsserted(() -> {
            assertThat(cleanupPolicy("parcels.of.the.day")).isEqualTo("compact");
            assertThat(cleanupPolicy("parcels.of.the.day-dlt")).isEqualTo("delete");
        });
    }

    @Test
    void operators_find_its_parked_events_at_the_sender_and_its_dead_letters_at_the_receiver() {
        String parked = "/api/operations/parked-events/parcels.of.the.day";
        String letters = "/api/operations/dead-letters/parcels.of.the.day";

        assertThat(sender.call("olga:OPERATOR", "GET", parked).statusCode()).isEqualTo(200);
        assertThat(sender.call("olga:OPERATOR", "GET", letters).statusCode()).isEqualTo(404);
        assertThat(receiver.call("olga:OPERATOR", "GET", letters).statusCode()).isEqualTo(200);
        assertThat(receiver.call("olga:OPERATOR", "GET", parked).statusCode()).isEqualTo(404);
    }

    @Test
    void a_service_that_sends_nothing_has_no_outbox() {
        assertThatThrownBy(() -> receiver.bean(Outbox.class)).hasMessageContaining(Outbox.class.getName());
    }

    private static String cleanupPolicy(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin
            .create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Infrastructure.shared().bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class ParcelService {

        @Bean
        SentEvents sentEvents() {
            return SentEvents.of(ParcelSent.class);
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TrackingService {

        @Bean
        TrackWhenSent trackWhenSent() {
            return new TrackWhenSent();
        }

    }

    static final class TrackWhenSent implements EventHandler<ParcelSent> {

        final List<ParcelSent> parcels = new CopyOnWriteArrayList<>();

        @Override
        public void handle(ParcelSent event) {
            this.parcels.add(event);
        }

    }

}
