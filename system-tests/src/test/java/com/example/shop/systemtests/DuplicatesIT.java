package com.example.shop.systemtests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.example.shop.systemtests.checker.Entry;
import com.example.shop.systemtests.checker.Evidence;
import com.example.shop.systemtests.checker.KafkaLog;
import com.example.shop.systemtests.client.Session;
import com.example.shop.systemtests.client.Shop;
import com.example.shop.systemtests.faults.KafkaWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Events are delivered again, late and in any order.
class DuplicatesIT {

    private static final long SEED = 20261122;

    private static final int SOME = 300;

    private final TestPlatform platform = TestPlatform.shared();

    private final Shop shop = this.platform.shop();

    @Test
    void copies_in_any_order_change_nothing() {
        Session alice = this.shop.as("alice");
        String sku = Goods.stocked(this.shop, 8);
        List<String> ids = Crowd.of(10, (client) -> alice.order(sku, 1).expect(201).text("id"));
        ids.forEach((id) -> Eventually.status(alice, id, "CONFIRMED", "REJECTED"));
        ids.subList(0, 3).forEach((id) -> alice.post("/api/orders/" + id + "/cancellation"));
        this.shop.as("wendy").send("PUT", "/api/products/" + sku + "/price", Map.of(), """
                {"amount":"11.00","currency":"EUR"}""").expect(200);
        this.platform.awaitRest();
        Evidence before = this.platform.evidence();

        List<Entry> all = new ArrayList<>(this.platform.log()
            .read("order.events", "inventory.events", "inventory.products")
            .stream()
            .filter((entry) -> !entry.headers().containsKey(KafkaLog.HARNESS))
            .toList());
        Collections.shuffle(all, new Random(SEED));
        // All events of this test, and some of other tests.
        List<Entry> copies = new ArrayList<>();
        for (Entry entry : all) {
            if (copies.size() < SOME || entry.key().equals(sku) || ids.contains(entry.key())) {
                copies.add(entry);
            }
        }
        try (KafkaWriter kafka = new KafkaWriter(this.platform.bootstrapServers())) {
            copies.forEach(
                    (copy) -> kafka.write(copy.topic(), copy.partition(), copy.key(), copy.headers(), copy.value()));
        }

        Eventually.asserted(() -> assertThat(this.platform.log().unread()).isEmpty());
        this.platform.assertEveryPromiseIsKept();
        Evidence after = this.platform.evidence();
        assertThat(after.log()).hasSize(before.log().size() + copies.size());
        assertThat(after.orders()).containsExactlyInAnyOrderElementsOf(before.orders());
        assertThat(after.reservations()).containsExactlyInAnyOrderElementsOf(before.reservations());
        assertThat(after.stocks()).containsExactlyInAnyOrderElementsOf(before.stocks());
        assertThat(after.sent()).hasSameSizeAs(before.sent());
        assertThat(alice.order(sku, 1).expect(201).json().at("/total/amount").asString())
            .as("an old price that arrives late is ignored")
            .isEqualTo("11.00");
    }

}
