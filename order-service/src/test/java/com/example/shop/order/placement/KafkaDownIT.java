package com.example.shop.order.placement;

import java.util.Map;

import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaDownIT extends OrderServiceTestBase {

    @AfterEach
    void startKafkaAgain() {
        Infrastructure.shared().startKafka();
    }

    @Test
    void orders_for_known_products_are_accepted_while_kafka_is_down_and_go_on_when_it_is_back() {
        String sku = product("12.50");
        Infrastructure.shared().stopKafka();

        Response response = place(this.alice, lines(Map.of(sku, 1)), newKey());

        assertThat(response.status()).isEqualTo(201);
        assertThat(statusOf(idOf(response))).isEqualTo("PENDING");
        Infrastructure.shared().startKafka();
        assertThat(namesOf(eventsOf(idOf(response), 1))).containsExactly("1 OrderPlaced");
        INVENTORY.reserve(idOf(response));
        awaitStatus(idOf(response), "CONFIRMED");
    }

}
