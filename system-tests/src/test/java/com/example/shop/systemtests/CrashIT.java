package com.example.shop.systemtests;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.example.shop.systemtests.checker.Entry;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import com.example.shop.systemtests.faults.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Processes are killed at the worst moment.
class CrashIT {

    private final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = this.platform.shop();

    private final Session alice = this.shop.as("alice");

    @AfterEach
    void every_promise_is_kept() {
        this.platform.heal();
        this.platform.assertEveryPromiseIsKept();
    }

    @Test
    void what_was_committed_but_not_sent_is_sent_after_the_crash() {
        String sku = this.platform.knownProduct(20);
        try (TcpProxy kafka = this.platform.kafkaLink()) {
            kafka.hold();
            this.platform.setKafkaOfOrderService(kafka);
            this.platform.orderService().restart();

            List<String> ids = place(sku, 20);

            assertThat(kafka.bytesHeld()).isPositive();
            this.platform.orderService().kill();
            assertThat(keys("order.events")).doesNotContainAnyElementsOf(ids);
            this.platform.heal();
            ids.forEach((id) -> Eventually.status(this.alice, id, "CONFIRMED"));
        }
    }

    @Test
    void what_was_sent_but_not_deleted_is_sent_again_and_has_one_effect() {
        String sku = this.platform.knownProduct(20);
        try (TcpProxy kafka = this.platform.kafkaLink(); TcpProxy database = this.platform.databaseLink()) {
            kafka.hold();
            this.platform.setKafkaOfOrderService(kafka);
            this.platform.setDatabaseOfOrderService(database);
            this.platform.orderService().restart();
            List<String> ids = place(sku, 3);

            // The relay has read at least the first event and waits for Kafka with it.
            database.hold();
            kafka.release();
            Eventually.asserted(() -> assertThat(keys("order.events")).containsAnyElementsOf(ids));
            this.platform.orderService().kill();

            assertThat(database.bytesHeld()).isPositive();
            Set<String> sent = keys("order.events");
            sent.retainAll(ids);
            assertThat(this.platform.orderRows().query("SELECT aggregate FROM messaging.outbox"))
                .extracting((row) -> row.text("aggregate"))
                .containsAll(ids);
            this.platform.heal();
            ids.forEach((id) -> Eventually.status(this.alice, id, "CONFIRMED"));
            for (String id : sent) {
                assertThat(this.platform.log().read("order.events")).as("copies of the event in the log")
                    .filteredOn((entry) -> entry.key().equals(id) && entry.type().equals("OrderPlaced"))
                    .hasSizeGreaterThan(1);
            }
        }
    }

    private List<String> place(String sku, int count) {
        return IntStream.range(0, count).mapToObj((i) -> this.alice.order(sku, 1).expect(201).text("id")).toList();
    }

    private Set<String> keys(String topic) {
        return this.platform.log().read(topic).stream().map(Entry::key).collect(Collectors.toSet());
    }

}
