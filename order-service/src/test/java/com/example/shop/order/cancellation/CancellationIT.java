package com.example.shop.order.cancellation;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import com.example.shop.common.contracts.order.v1.OrderCancellationRefused;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.order.HttpCaller;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CancellationIT extends OrderServiceTestBase {

    @Test
    void a_requested_cancellation_is_complete_when_the_goods_are_released() {
        UUID order = confirmedOrder();

        Response asked = cancel(this.alice, order, "{\"reason\":\"changed my mind ☕\"}");
        INVENTORY.release(order, 2);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.body().path("status").asString()).isEqualTo("CANCELLING");
        assertThat(historyOf(order)).containsExactly("PENDING: -", "CONFIRMED: -", "CANCELLING: changed my mind ☕",
                "CANCELLED: changed my mind ☕");
        assertThat(namesOf(eventsOf(order, 4))).containsExactly("1 OrderPlaced", "2 OrderConfirmed",
                "3 OrderCancellationRequested", "4 OrderCancelled");
    }

    @Test
    void an_order_can_be_cancelled_before_inventory_replies() {
        UUID order = order(product("1.00"), 1);

        Response asked = cancel(this.alice, order, "");
        INVENTORY.reserve(order);
        assertThat(statusOf(order)).isEqualTo("CANCELLING");
        INVENTORY.release(order, 2);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(historyOf(order)).containsExactly("PENDING: -", "CANCELLING: Cancellation requested by the customer",
                "CANCELLED: Cancellation requested by the customer");
    }

    @Test
    void a_shipment_before_the_cancellation_wins_the_race() {
        UUID order = confirmedOrder();

        cancel(this.alice, order, "");
        INVENTORY.ship(order, 2);

        assertThat(historyOf(order)).containsExactly("PENDING: -", "CONFIRMED: -",
                "CANCELLING: Cancellation requested by the customer", "CONFIRMED: The goods had already left",
                "SHIPPED: -");
        assertThat(eventsOf(order, 5)).element(3).isInstanceOf(OrderCancellationRefused.class);
        assertThat(namesOf(eventsOf(order, 5))).last().isEqualTo("5 OrderShipped");
        assertThat(cancel(this.alice, order, "").problem()).isEqualTo("order-cannot-change");
    }

    @Test
    void a_second_cancellation_request_changes_nothing() {
        UUID order = confirmedOrder();
        Response first = cancel(this.alice, order, "");

        Response second = cancel(this.alice, order, "{\"reason\":\"again\"}");
        INVENTORY.release(order, 2);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(eventsOf(order, 4)).hasSize(4);
    }

    @Test
    void without_a_reply_inventory_is_asked_again_and_the_order_stays_cancelling() {
        UUID order = confirmedOrder();
        cancel(this.alice, order, "");

        makeOverdue(order);

        assertThat(eventsOf(order, 4)).last()
            .isInstanceOfSatisfying(OrderCancellationRequested.class, (it) -> assertThat(it.version()).isEqualTo(4));
        assertThat(statusOf(order)).isEqualTo("CANCELLING");
        assertThat(historyOf(order)).hasSize(3);
        INVENTORY.release(order, 2);
        INVENTORY.release(order, 3);
        assertThat(namesOf(eventsOf(order, 5))).last().isEqualTo("5 OrderCancelled");
    }

    @Test
    void an_order_that_has_ended_cannot_be_cancelled() {
        UUID order = order(product("1.00"), 1);
        makeOverdue(order);
        awaitStatus(order, "CANCELLED");

        Response response = cancel(this.alice, order, "");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.problem()).isEqualTo("order-cannot-change");
    }

    @Test
    void an_operator_can_cancel_any_order_and_a_customer_only_its_own() {
        UUID order = confirmedOrder();

        assertThat(cancel(this.bob, order, "").status()).isEqualTo(404);
        assertThat(cancel(this.bob, order, "").text().replace(order.toString(), "ID"))
            .isEqualTo(cancel(this.bob, newOrderId(), "").text().replaceAll("[0-9a-f-]{36}", "ID"));
        assertThat(cancel(this.wendy, order, "").status()).isEqualTo(403);
        assertThat(cancel(this.anybody, order, "").status()).isEqualTo(401);
        assertThat(statusOf(order)).isEqualTo("CONFIRMED");
        assertThat(cancel(this.olga, order, "").body().path("reason").asString())
            .isEqualTo("Cancellation requested by an operator");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"reason\":1}", "{\"reason\":\"\\u0000\"}", "{\"reason\":\"a\\nb\"}",
            "{\"status\":\"CANCELLED\"}", "[]", "{", "{\"reason\":\"\\ud800\"}" })
    void a_reason_that_cannot_be_stored_is_refused(String body) {
        UUID order = order(product("1.00"), 1);

        assertThat(cancel(this.alice, order, body).status()).isEqualTo(400);
        assertThat(statusOf(order)).isEqualTo("PENDING");
    }

    @Test
    void a_reason_has_a_maximum_length() {
        UUID order = order(product("1.00"), 1);

        assertThat(cancel(this.alice, order, "{\"reason\":\"" + "x".repeat(201) + "\"}").pointers())
            .isEqualTo("[/reason]");
        assertThat(cancel(this.alice, order, "{\"reason\":\"" + "x".repeat(200) + "\"}").status()).isEqualTo(202);
    }

    @Test
    void a_cancellation_and_a_reply_at_the_same_time_both_take_effect() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID order = order(product("1.00"), 1);

            atOnce(List.<Callable<Object>>of(() -> {
                INVENTORY.reserve(order);
                return "reserved";
            }, () -> cancel(this.alice, order, "")));

            await().until(() -> statusOf(order), "CANCELLING"::equals);
            INVENTORY.release(order, 2);
            assertThat(statusOf(order)).isEqualTo("CANCELLED");
        }
    }

    private static Response cancel(HttpCaller caller, UUID order, String body) {
        return caller.post("/api/orders/" + order + "/cancellation", body);
    }

}
