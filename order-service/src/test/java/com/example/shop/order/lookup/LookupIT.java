package com.example.shop.order.lookup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.example.shop.order.HttpCaller;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LookupIT extends OrderServiceTestBase {

    @Test
    void a_customer_sees_its_own_orders_newest_first_page_by_page() {
        List<UUID> mine = orders(5);
        place(this.bob, lines(Map.of(product("1.00"), 1)), newKey());

        List<Response> pages = pages(this.alice, "/api/orders?size=2");

        Collections.reverse(mine);
        assertThat(pages).map(LookupIT::ids)
            .containsExactly(mine.subList(0, 2), mine.subList(2, 4), mine.subList(4, 5));
        assertThat(pages.getLast().text()).endsWith(",\"next\":null}");
    }

    @Test
    void orders_placed_between_two_pages_do_not_shift_the_second_page() {
        List<UUID> mine = orders(4);
        Response first = this.alice.get("/api/orders?size=2");

        orders(3);
        Response second = this.alice.get("/api/orders?size=2&after=" + next(first));

        assertThat(ids(first)).containsExactly(mine.get(3), mine.get(2));
        assertThat(ids(second)).containsExactly(mine.get(1), mine.get(0));
    }

    @Test
    void a_list_can_be_limited_to_one_status() {
        UUID pending = order(product("1.00"), 1);
        UUID confirmed = confirmedOrder();
        UUID another = confirmedOrder();

        assertThat(ids(this.alice.get("/api/orders?status=PENDING"))).containsExactly(pending);
        assertThat(pages(this.alice, "/api/orders?status=CONFIRMED&size=1")).map(LookupIT::ids)
            .containsExactly(List.of(another), List.of(confirmed));
        assertThat(ids(this.alice.get("/api/orders?status=SHIPPED"))).isEmpty();
    }

    @Test
    void a_customer_without_orders_gets_an_empty_list() {
        assertThat(this.alice.get("/api/orders").text()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void an_order_in_a_list_looks_as_it_does_alone() {
        UUID order = confirmedOrder();

        JsonNode listed = this.alice.get("/api/orders").body().path("items").path(0);

        assertThat(listed).isEqualTo(this.alice.get("/api/orders/" + order).body());
    }

    @Test
    void an_operator_sees_the_orders_of_all() {
        UUID alices = order(product("1.00"), 1);
        UUID bobs = idOf(place(this.bob, lines(Map.of(product("1.00"), 1)), newKey()));

        assertThat(ids(this.olga.get("/api/orders?size=2"))).containsExactly(bobs, alices);
        assertThat(ids(this.olga.get("/api/orders?size=2&status=PENDING"))).containsExactly(bobs, alices);
        assertThat(this.olga.get("/api/orders/" + alices).status()).isEqualTo(200);
        assertThat(this.olga.get("/api/orders/" + alices + "/history").status()).isEqualTo(200);
    }

    @Test
    void the_order_of_another_customer_looks_like_a_missing_one_and_the_attempt_is_logged(CapturedOutput log) {
        UUID order = order(product("1.00"), 1);

        for (String path : List.of("", "/history")) {
            Response refused = this.bob.get("/api/orders/" + order + path);
            Response none = this.bob.get("/api/orders/" + newOrderId() + path);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.problem()).isEqualTo("not-found");
            assertThat(refused.text().replaceAll("[0-9a-f-]{36}", "ID"))
                .isEqualTo(none.text().replaceAll("[0-9a-f-]{36}", "ID"));
            assertThat(refused.headers().map().keySet()).isEqualTo(none.headers().map().keySet());
        }
        assertThat(log.getOut().lines().filter((line) -> line.contains("refused") && line.contains(order.toString())))
            .hasSize(2)
            .allSatisfy((line) -> assertThat(line).contains("bob-").contains("404"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "01900000-0000-4000-8000-000000000001", "01900000-0000-7000-8000-00000000000",
            "%27%20OR%201=1--", "0190000000007000800000000000abcd" })
    void an_invalid_id_is_not_found(String id) {
        assertThat(this.alice.get("/api/orders/" + id).status()).isEqualTo(404);
        assertThat(this.alice.get("/api/orders/" + id + "/history").status()).isEqualTo(404);
        assertThat(this.alice.post("/api/orders/" + id + "/cancellation", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "size=0", "size=101", "size=-1", "size=1e9", "size=x", "size=2147483648", "status=OPEN",
            "status=pending", "status=0", "after=", "after=x", "after=!", "after=YQ", "after=' OR 1=1--" })
    void invalid_query_parameters_are_refused(String query) {
        Response response = this.alice.get("/api/orders?" + query.replace(" ", "%20").replace("'", "%27"));

        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("validation-failed");
        assertThat(response.pointers()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void only_customers_and_operators_see_orders() {
        UUID order = order(product("1.00"), 1);

        for (String path : List.of("/api/orders", "/api/orders/" + order, "/api/orders/" + order + "/history")) {
            assertThat(this.wendy.get(path).status()).isEqualTo(403);
            assertThat(this.anybody.get(path).status()).isEqualTo(401);
            assertThat(caller(this.aliceId).get(path).status()).isEqualTo(403);
        }
    }

    @Test
    void a_history_lists_each_status_with_its_time() {
        UUID order = confirmedOrder();

        JsonNode history = this.alice.get("/api/orders/" + order + "/history").body();

        assertThat(history.propertyNames()).containsExactly("items", "next");
        assertThat(history.path("items").valueStream()).hasSize(2)
            .allSatisfy((entry) -> assertThat(entry.propertyNames()).containsExactly("status", "at", "reason"));
        assertThat(history.path("items").path(0).path("at").asString())
            .isEqualTo(this.alice.get("/api/orders/" + order).body().path("placedAt").asString());
    }

    private List<UUID> orders(int count) {
        String sku = product("1.00");
        return new ArrayList<>(IntStream.range(0, count).mapToObj((_) -> order(sku, 1)).toList());
    }

    private static List<Response> pages(HttpCaller caller, String path) {
        List<Response> pages = new ArrayList<>();
        pages.add(caller.get(path));
        while (!pages.getLast().body().path("next").isNull()) {
            pages.add(caller.get(path + "&after=" + next(pages.getLast())));
        }
        return pages;
    }

    private static String next(Response page) {
        return page.body().path("next").asString();
    }

    private static List<UUID> ids(Response page) {
        return page.body()
            .path("items")
            .valueStream()
            .map((order) -> UUID.fromString(order.path("id").asString()))
            .toList();
    }

}
