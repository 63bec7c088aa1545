package com.example.shop.systemtests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.systemtests.checker.KafkaLog;
import com.example.shop.systemtests.client.Response;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import com.example.shop.systemtests.faults.KafkaWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Records that cannot be handled become dead letters with their reason, and do not block others.
class PoisonIT {

    private static final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = platform.shop();

    private final Session alice = this.shop.as("alice");

    private final Session olga = this.shop.as("olga");

    private final KafkaWriter kafka = new KafkaWriter(platform.bootstrapServers());

    @AfterEach
    void close() {
        this.kafka.close();
    }

    @AfterAll
    static void every_promise_is_kept() {
        platform.assertEveryPromiseIsKept();
    }

    @ParameterizedTest
    @CsvSource({ "order.events, order.v1.OrderPlaced", "inventory.events, inventory.v1.StockReserved" })
    void a_record_that_cannot_be_handled_becomes_a_dead_letter_and_blocks_nothing(String topic, String type) {
        String key = UUID.randomUUID().toString();
        List<String> before = letters(topic);
        poison(topic, key, headers(type, key), "{ this is not JSON");
        poison(topic, key, headers(type, key), "{\"orderId\":\"%s\",\"version\":\"one\"}".formatted(key));
        poison(topic, key, headers(type, key), "[]");
        poison(topic, key, headers(type, key), null);
        poison(topic, null, headers(type, key), "{}");
        poison(topic, key, Map.of(), "{}");
        Map<String, String> without = headers(type, key);
        without.remove("ce_id");
        poison(topic, key, without, "{}");
        poison(topic, key, headers(type, UUID.randomUUID().toString()), "{}");

        // To each partition, so that a blocked one is noticed.
        List<String> ids = Crowd.of(20, (client) -> ordered());

        ids.forEach((id) -> Eventually.status(this.alice, id, "CONFIRMED"));
        Eventually.asserted(() -> assertThat(letters(topic)).hasSize(before.size() + 8));
        Response list = this.olga.get("/api/operations/dead-letters/" + topic).expect(200);
        for (JsonNode letter : list.json().path("items")) {
            assertThat(letter.path("reason").asString()).isNotBlank()
                .doesNotContain(Shop.OUR_PACKAGES, "tools.jackson", "\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({ "order.events, order.v1.OrderPondered", "order.events, order.v9.OrderPlaced",
            "inventory.events, inventory.v9.StockReserved" })
    void an_event_of_an_unknown_type_is_skipped(String topic, String type) {
        String key = UUID.randomUUID().toString();
        int before = letters(topic).size();

        poison(topic, key, headers(type, key), "{\"whatever\":true}");
        // The same key, so it follows on the same partition: when this one is a dead
        // letter, the one before it was skipped.
        poison(topic, key, Map.of(), "{}");

        Eventually.asserted(() -> assertThat(letters(topic)).hasSize(before + 1));
        assertThat(letters(topic)).noneMatch((letter) -> letter.contains(type));
    }

    @Test
    void a_dead_letter_that_fails_again_stays_after_a_replay() {
        String key = UUID.randomUUID().toString();
        replay("order.events");
        long before = letters("order.events").size();
        poison("order.events", key, headers("order.v1.OrderPlaced", key), "beyond repair");
        Eventually.asserted(() -> assertThat(letters("order.events")).hasSize((int) before + 1));

        JsonNode result = replay("order.events");

        assertThat(result.path("replayed").asLong()).isZero();
        assertThat(result.path("failed").asLong()).isEqualTo(before + 1);
        assertThat(letters("order.events")).hasSize((int) before + 1);
    }

    @Test
    void a_dead_letter_is_handled_by_a_replay_once_its_cause_is_removed() {
        String sku = platform.knownProduct(10);
        platform.inventoryRows()
            .execute("ALTER TABLE reservation_line ADD CONSTRAINT planted CHECK (sku <> '%s')".formatted(sku));
        String id = this.alice.order(sku, 4).expect(201).text("id");
        String other = ordered();
        Eventually.asserted(() -> assertThat(letters("order.events")).anyMatch((letter) -> letter.contains(id)));
        Eventually.status(this.alice, other, "CONFIRMED");
        assertThat(this.alice.statusOf(id)).isEqualTo("PENDING");
        platform.inventoryRows().execute("ALTER TABLE reservation_line DROP CONSTRAINT planted");

        JsonNode result = replay("order.events");

        assertThat(result.path("replayed").asLong()).isEqualTo(1);
        Eventually.status(this.alice, id, "CONFIRMED");
        assertThat(letters("order.events")).noneMatch((letter) -> letter.contains(id));
        assertThat(replay("order.events").path("replayed").asLong()).isZero();
    }

    @Test
    void operations_need_the_role_operator() {
        for (String who : List.of("alice", "wendy")) {
            this.shop.as(who).get("/api/operations/dead-letters/order.events").expectProblem(403, "forbidden");
            this.shop.as(who).post("/api/operations/dead-letters/order.events/replay").expectProblem(403, "forbidden");
        }
        this.olga.get("/api/operations/dead-letters/customer.events").expectProblem(404, "not-found");
        assertThat(this.olga.get("/api/operations/parked-events/order.events").expect(200).json().path("items"))
            .isEmpty();
    }

    private String ordered() {
        return this.alice.order(platform.knownProduct(5), 1).expect(201).text("id");
    }

    private List<String> letters(String topic) {
        return this.olga.get("/api/operations/dead-letters/" + topic + "?size=100")
            .expect(200)
            .json()
            .path("items")
            .valueStream()
            .map(JsonNode::toString)
            .toList();
    }

    private JsonNode replay(String topic) {
        return this.olga.post("/api/operations/dead-letters/" + topic + "/replay").expect(200).json();
    }

    private void poison(String topic, @Nullable String key, Map<String, String> headers, @Nullable String value) {
        Map<String, String> marked = new HashMap<>(headers);
        marked.put(KafkaLog.HARNESS, "poison");
        this.kafka.write(topic, null, key, marked, value);
    }

    private static Map<String, String> headers(String type, String key) {
        return new HashMap<>(Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type",
                "com.example.shop." + type, "ce_source", "/harness", "ce_subject", key, "ce_time",
                "2026-11-22T09:00:00Z", "ce_aggregateversion", "1", "content-type", "application/json"));
    }

}
