package com.example.shop.order.placement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class PlacementIT extends OrderServiceTestBase {

    @Test
    void an_order_is_accepted_priced_and_published() {
        String sku = product("12.50");

        Response response = place(this.alice, lines(Map.of(sku, 3)), newKey());

        JsonNode order = response.body();
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Location")).isEqualTo("/api/orders/" + order.path("id").asString());
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        UUID id = UUID.fromString(order.path("id").asString());
        assertThat(id.version()).isEqualTo(7);
        assertThat(response.text()).isEqualTo("""
                {"id":"%s","customerId":"%s","status":"PENDING",\
                "lines":[{"sku":"%s","name":"Green tea","quantity":3,\
                "unitPrice":{"amount":"12.50","currency":"EUR"},"total":{"amount":"37.50","currency":"EUR"}}],\
                "total":{"amount":"37.50","currency":"EUR"},"placedAt":"%s","reason":null}""".formatted(id,
                this.aliceId, sku, order.path("placedAt").asString()));
        assertThat(eventsOf(id, 1)).singleElement().isInstanceOfSatisfying(OrderPlaced.class, (placed) -> {
            assertThat(placed.version()).isEqualTo(1);
            assertThat(placed.lines()).containsExactly(new OrderPlaced.Line(sku, 3));
            assertThat(placed.placedAt()).isEqualTo(order.path("placedAt").asString());
        });
    }

    @Test
    void an_accepted_order_can_be_read_at_once_and_looks_the_same() {
        Response placed = place(this.alice, lines(Map.of(product("0.99"), 10)), newKey());

        Response read = this.alice.get(placed.header("Location"));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo(placed.text());
    }

    @Test
    void an_order_keeps_the_price_at_which_it_was_placed() {
        String sku = product("12.50");
        UUID id = order(sku, 1);

        sendProduct(sku, 2, "Greener tea", "99.00", "EUR");

        JsonNode line = this.alice.get("/api/orders/" + id).body().path("lines").path(0);
        assertThat(line.path("unitPrice").path("amount").asString()).isEqualTo("12.50");
        assertThat(line.path("name").asString()).isEqualTo("Green tea");
        assertThat(this.alice.get("/api/orders/" + order(sku, 1)).body().path("total").path("amount").asString())
            .isEqualTo("99.00");
    }

    @Test
    void the_lines_of_an_order_keep_their_sequence() {
        List<String> skus = Stream.of("3", "1", "2").map((price) -> product(price)).toList();

        Response response = place(this.alice, body(skus), newKey());

        assertThat(skusOf(response)).isEqualTo(skus);
        assertThat(skusOf(this.alice.get(response.header("Location")))).isEqualTo(skus);
    }

    @Test
    void an_order_of_a_hundred_lines_is_accepted() {
        List<String> skus = IntStream.range(0, 100).mapToObj((i) -> newSku()).toList();
        skus.forEach((sku) -> this.jdbc
            .sql("insert into product (sku, name, unit_price, currency, version) values (?, 'Tea', 1, 'EUR', 1)")
            .param(sku)
            .update());

        Response response = place(this.alice, body(skus), newKey());

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body().path("total").path("amount").asString()).isEqualTo("100.00");
    }

    @Test
    void an_order_cannot_mix_currencies() {
        String euro = product("1.00");
        String franc = newSku();
        sendProduct(franc, 1, "Swiss tea", "1.00", "CHF");

        Response response = place(this.alice, body(List.of(euro, franc)), newKey());

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("mixed-currencies");
        assertNothingStored();
    }

    static Stream<Refused> refused() {
        return Stream.of(
        // @formatter:off
            new Refused("{}", "validation-failed", "[/lines]"),
            new Refused("{\"lines\":null}", "validation-failed", "[/lines]"),
            new Refused("{\"lines\":[]}", "validation-failed", "[/lines]"),
            new Refused("{\"lines\":[null]}", "validation-failed", "[/lines/0]"),
            new Refused("{\"lines\":[{}]}", "validation-failed", "/lines/0/sku"),
            new Refused("{\"lines\":[{}]}", "validation-failed", "/lines/0/quantity"),
            new Refused("{\"lines\":{}}", "", ""),
            new Refused("{\"lines\":[[]]}", "", ""),
            new Refused(line("\"TEA-001\"", "0"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "-1"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "10001"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "2147483648"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "9223372036854775808"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "1.5"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "1e0"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "\"1\""), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "true"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "null"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "[1]"), "validation-failed", "[/lines/0/quantity]"),
            new Refused(line("\"TEA-001\"", "NaN"), "malformed-request", ""),
            new Refused(line("\"tea-001\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\" TEA-001\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"TEA-001\\n\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"TEA-\\u0000\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"TEA\\u202E\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"' OR 1=1--\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("\"" + "A".repeat(41) + "\"", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused(line("1", "1"), "validation-failed", "[/lines/0/sku]"),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1},{\"sku\":\"TEA-001\",\"quantity\":2}]}",
                    "validation-failed", "[/lines/1/sku]"),
            new Refused("{\"lines\":[{\"sku\":\"A\",\"quantity\":1},{\"sku\":\"A\",\"quantity\":2},{\"sku\":\"A\",\"quantity\":2}]}",
                    "validation-failed", "[/lines/1/sku, /lines/2/sku]"),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1,\"unitPrice\":\"0.01\"}]}",
                    "unknown-field", "[/lines/0/unitPrice]"),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1}],\"customerId\":\"bob\"}",
                    "unknown-field", "[/customerId]"),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1,\"quantity\":2}]}", "", ""),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":1}]}{}", "malformed-request", ""),
            new Refused("{\"lines\":[{\"sku\":\"TEA-001\",\"quantity\":", "malformed-request", ""),
            new Refused("[]", "", ""), new Refused("null", "", ""), new Refused("\"order\"", "", ""),
            new Refused("[".repeat(1000), "", ""),
            new Refused(body(IntStream.range(0, 101).mapToObj((i) -> "TEA-" + i).toList()), "validation-failed", "[/lines]")
            // @formatter:on
        );
    }

    @ParameterizedTest
    @MethodSource("refused")
    void an_order_that_breaks_a_rule_is_refused_and_leaves_nothing_behind(Refused order) {
        Response response = place(this.alice, order.body(), newKey());

        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.problem()).contains(order.problem());
        assertThat(response.pointers()).contains(order.pointers());
        assertNothingStored();
    }

    @ParameterizedTest
    @ValueSource(strings = { "WAREHOUSE", "OPERATOR", "customer", "ADMIN" })
    void only_customers_place_orders(String role) {
        Response response = place(caller(this.aliceId, role), lines(Map.of("TEA-001", 1)), newKey());

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.problem()).isEqualTo("forbidden");
        assertNothingStored();
    }

    private void assertNothingStored() {
        assertThat(this.jdbc.sql("select count(*) from orders where customer_id = ?")
            .param(this.aliceId)
            .query(Long.class)
            .single()).isZero();
    }

    private static List<String> skusOf(Response order) {
        return order.body().path("lines").valueStream().map((line) -> line.path("sku").asString()).toList();
    }

    private static String body(List<String> skus) {
        return skus.stream()
            .map((sku) -> "{\"sku\":\"" + sku + "\",\"quantity\":1}")
            .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    private static String line(String sku, String quantity) {
        return "{\"lines\":[{\"sku\":" + sku + ",\"quantity\":" + quantity + "}]}";
    }

    /// @param problem part of the problem's type
    /// @param pointers part of the list of pointers
    record Refused(String body, String problem, String pointers) {
    }

}
