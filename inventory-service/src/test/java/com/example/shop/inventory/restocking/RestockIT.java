package com.example.shop.inventory.restocking;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.example.shop.inventory.HttpCaller;
import com.example.shop.inventory.HttpCaller.Response;
import com.example.shop.inventory.InventoryServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RestockIT extends InventoryServiceTestBase {

    @Test
    void a_restock_adds_to_what_is_there() {
        String tea = product(5);

        Response response = restock(this.wendy, tea, 20);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(this.anybody.get("/api/products/" + tea).text());
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(stockOf(tea)).containsExactly(25L, 0L, 0L);
    }

    @Test
    void without_a_key_a_repeated_restock_is_another_one() {
        String tea = product(5);

        restock(this.wendy, tea, 20);
        restock(this.wendy, tea, 20);

        assertThat(stockOf(tea)).containsExactly(45L, 0L, 0L);
    }

    @Test
    void with_a_key_a_duplicate_restocks_nothing_and_gets_the_stored_response() {
        String tea = product(5);
        String key = "key-" + tea;

        Response first = restock(this.wendy, tea, 20, key);
        restock(this.wendy, tea, 1);
        Response second = restock(this.wendy, tea, 20, "\"" + key + "\"");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(stockOf(tea)).containsExactly(26L, 0L, 0L);
    }

    @Test
    void a_key_is_valid_for_one_product_and_quantity() {
        String tea = product(5);
        String cup = product(5);
        String key = "key-" + tea;
        restock(this.wendy, tea, 20, key);

        assertThat(restock(this.wendy, tea, 21, key).status()).isEqualTo(422);
        assertThat(restock(this.wendy, cup, 20, key).problem()).isEqualTo("idempotency-key-reused");
        assertThat(stockOf(tea)).containsExactly(25L, 0L, 0L);
        assertThat(stockOf(cup)).containsExactly(5L, 0L, 0L);
    }

    @Test
    void a_key_belongs_to_its_caller() {
        String tea = product(5);
        String key = "key-" + tea;

        restock(this.wendy, tea, 20, key);
        restock(callerWithRoles("walter", "WAREHOUSE"), tea, 30, key);

        assertThat(stockOf(tea)).containsExactly(55L, 0L, 0L);
    }

    @Test
    void the_same_key_many_times_at_once_restocks_once() throws Exception {
        String tea = product(5);

        try (ExecutorService clients = Executors.newFixedThreadPool(10)) {
            Callable<Response> one = () -> restock(this.wendy, tea, 20, "key-" + tea);
            List<Future<Response>> responses = clients.invokeAll(Collections.nCopies(20, one));
            String stored = restock(this.wendy, tea, 20, "key-" + tea).text();
            for (Future<Response> response : responses) {
                assertThat(response.get().status()).isIn(200, 409);
                assertThat(response.get().header("Retry-After")).isEqualTo((response.get().status() == 409) ? "1" : "");
                assertThat(response.get().text()).satisfiesAnyOf((text) -> assertThat(text).isEqualTo(stored),
                        (text) -> assertThat(text).contains("idempotency-in-progress"));
            }
        }

        assertThat(stockOf(tea)).containsExactly(25L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a b", "\"\"" })
    void a_key_that_cannot_be_used_is_refused(String key) {
        String tea = product(5);

        Response response = restock(this.wendy, tea, 20, key);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("idempotency-key-invalid");
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"quantity":0}                   | validation-failed | [/quantity]
            {"quantity":-1}                  | validation-failed | [/quantity]
            {"quantity":1000001}             | validation-failed | [/quantity]
            {"quantity":2147483648}          | validation-failed | [/quantity]
            {"quantity":9223372036854775808} | validation-failed | [/quantity]
            {"quantity":1.5}                 | validation-failed | [/quantity]
            {"quantity":"1"}                 | validation-failed | [/quantity]
            {"quantity":true}                | validation-failed | [/quantity]
            {"quantity":null}                | validation-failed | [/quantity]
            {}                               | validation-failed | [/quantity]
            {"quantity":1,"sku":"TEA"}       | unknown-field     | [/sku]
            {"quantity":1,"quantity":2}      | malformed-request | []
            {"quantity":NaN}                 | malformed-request | []
            {"quantity":1}x                  | malformed-request | []
            [1]                              | malformed-request | []
            """)
    void a_quantity_is_a_whole_number_from_1_to_1000000(String body, String problem, String pointers) {
        String tea = product(5);

        Response response = this.wendy.post("/api/products/" + tea + "/restock", body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo(problem);
        assertThat(response.pointers()).isEqualTo(pointers);
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "NEVER-HEARD-OF", "tea", "%27%20OR%201=1--" })
    void an_unknown_product_cannot_be_restocked(String sku) {
        assertThat(restock(this.wendy, sku, 1).status()).isEqualTo(404);
        assertThat(restock(this.wendy, sku, 1, "some-key").problem()).isEqualTo("not-found");
    }

    @Test
    void restocking_needs_the_role_warehouse() {
        String tea = product(5);

        assertThat(restock(this.alice, tea, 1).status()).isEqualTo(403);
        assertThat(restock(callerWithRoles("olga", "OPERATOR"), tea, 1).problem()).isEqualTo("forbidden");
        assertThat(restock(this.anybody, tea, 1).status()).isEqualTo(401);
        assertThat(stockOf(tea)).containsExactly(5L, 0L, 0L);
    }

    private static Response restock(HttpCaller caller, String sku, int quantity) {
        return caller.post("/api/products/" + sku + "/restock", "{\"quantity\":" + quantity + "}");
    }

    private static Response restock(HttpCaller caller, String sku, int quantity, String key) {
        return caller.post("/api/products/" + sku + "/restock", "{\"quantity\":" + quantity + "}", "Idempotency-Key",
                key);
    }

}
