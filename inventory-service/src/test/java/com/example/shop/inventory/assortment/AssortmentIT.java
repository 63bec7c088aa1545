package com.example.shop.inventory.assortment;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.inventory.HttpCaller.Response;
import com.example.shop.inventory.InventoryServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AssortmentIT extends InventoryServiceTestBase {

    @Test
    void a_new_product_is_shown_and_published() {
        String sku = newSku();

        Response response = register(sku, "Grüner Tee 🍵, 100 g", "7.5", "EUR", "12");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Location")).isEqualTo("/api/products/" + sku);
        assertThat(response.text()).isEqualTo("""
                {"sku":"%s","name":"Grüner Tee 🍵, 100 g","unitPrice":{"amount":"7.50","currency":"EUR"},\
                "stock":{"onHand":12,"reserved":0,"shipped":0}}""".formatted(sku));
        assertThat(this.anybody.get("/api/products/" + sku).text()).isEqualTo(response.text());
        assertThat(ORDER_SERVICE.eventsOf(sku, 1).getFirst()).isInstanceOfSatisfying(ProductChanged.class,
                (changed) -> {
                    assertThat(changed.version()).isEqualTo(1);
                    assertThat(changed.name()).isEqualTo("Grüner Tee 🍵, 100 g");
                    assertThat(changed.unitPrice()).isEqualTo(new BigDecimal("7.50"));
                    assertThat(changed.currency()).isEqualTo("EUR");
                });
    }

    @Test
    void a_product_may_start_without_stock_and_cost_nothing() {
        String sku = newSku();

        assertThat(register(sku, "A sample", "0", "EUR", "0").status()).isEqualTo(201);
        assertThat(stockOf(sku)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void a_sku_can_be_registered_once() {
        String sku = product(5);

        Response response = register(sku, "Another", "1.00", "EUR", "7");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.problem()).isEqualTo("product-exists");
        assertThat(stockOf(sku)).containsExactly(5L, 0L, 0L);
        assertThat(ORDER_SERVICE.eventsOf(sku, 1)).hasSize(1);
    }

    @Test
    void each_new_price_is_published_under_the_next_version() {
        String sku = product(5);

        List<Response> responses = IntStream.rangeClosed(1, 5).mapToObj((i) -> price(sku, i + ".00", "EUR")).toList();
        Response same = price(sku, "5", "EUR");
        Response other = price(sku, "5.00", "CHF");

        assertThat(responses).allMatch((response) -> response.status() == 200);
        assertThat(same.body().at("/unitPrice/amount").asString()).isEqualTo("5.00");
        assertThat(other.text()).isEqualTo(this.anybody.get("/api/products/" + sku).text());
        List<Event> events = ORDER_SERVICE.eventsOf(sku, 7);
        assertThat(events).extracting(Event::version).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(events).extracting((event) -> ((ProductChanged) event).unitPrice().toPlainString())
            .containsExactly("12.50", "1.00", "2.00", "3.00", "4.00", "5.00", "5.00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tea-001    | Tea             | "1.00"       | "EUR" | 1       | [/sku]
            -TEA       | Tea             | "1.00"       | "EUR" | 1       | [/sku]
            ' OR 1=1-- | Tea             | "1.00"       | "EUR" | 1       | [/sku]
            TÉA        | Tea             | "1.00"       | "EUR" | 1       | [/sku]
            BAD-1      | a\\u0000b       | "1.00"       | "EUR" | 1       | [/name]
            BAD-2      | a\\u0007b       | "1.00"       | "EUR" | 1       | [/name]
            BAD-3      | a\\r\\nINFO: hi | "1.00"       | "EUR" | 1       | [/name]
            BAD-4      | a\\u2028b       | "1.00"       | "EUR" | 1       | [/name]
            BAD-5      | a\\ud800b       | "1.00"       | "EUR" | 1       | [/name]
            BAD-6      | \\u0020         | "1.00"       | "EUR" | 1       | [/name]
            BAD-7      | Tea             | "-0.01"      | "EUR" | 1       | [/unitPrice/amount]
            BAD-8      | Tea             | "0.001"      | "EUR" | 1       | [/unitPrice/amount]
            BAD-9      | Tea             | "1e30"       | "EUR" | 1       | [/unitPrice/amount]
            BAD-10     | Tea             | "10000000"   | "EUR" | 1       | [/unitPrice/amount]
            BAD-11     | Tea             | "NaN"        | "EUR" | 1       | [/unitPrice/amount]
            BAD-12     | Tea             | "1,00"       | "EUR" | 1       | [/unitPrice/amount]
            BAD-13     | Tea             | "٣"          | "EUR" | 1       | [/unitPrice/amount]
            BAD-14     | Tea             | ""           | "EUR" | 1       | [/unitPrice/amount]
            BAD-15     | Tea             | 1.00         | "EUR" | 1       | [/unitPrice/amount]
            BAD-16     | Tea             | -0.01        | "EUR" | 1       | [/unitPrice/amount]
            BAD-17     | Tea             | 1e30         | "EUR" | 1       | [/unitPrice/amount]
            BAD-18     | Tea             | null         | "EUR" | 1       | [/unitPrice/amount]
            BAD-19     | Tea             | "1.00"       | "eur" | 1       | [/unitPrice/currency]
            BAD-20     | Tea             | "1.00"       | "ZZZ" | 1       | [/unitPrice/currency]
            BAD-21     | Tea             | "1.00"       | null  | 1       | [/unitPrice/currency]
            BAD-22     | Tea             | "1.00"       | "EUR" | -1      | [/onHand]
            BAD-23     | Tea             | "1.00"       | "EUR" | 1000001 | [/onHand]
            BAD-24     | Tea             | "1.00"       | "EUR" | 0.5     | [/onHand]
            BAD-25     | Tea             | "1.00"       | "EUR" | "1"     | [/onHand]
            BAD-26     | Tea             | "1.00"       | "EUR" | null    | [/onHand]
            """, quoteCharacter = '~')
    void an_invalid_product_is_refused_with_its_invalid_fields(String sku, String name, String amount, String currency,
            String onHand, String pointers) {
        Response response = this.wendy.post("/api/products", """
                {"sku":"%s","name":"%s","unitPrice":{"amount":%s,"currency":%s},"onHand":%s}
                """.formatted(sku, name, amount, currency, onHand));

        assertThat(response.status()).as(response.text()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("validation-failed");
        assertThat(response.pointers()).isEqualTo(pointers);
        assertThat(this.jdbc.sql("select count(*) from product where sku = ?").param(sku).query(Long.class).single())
            .isZero();
    }

    @Test
    void texts_have_a_maximum_length() {
        assertThat(register("A".repeat(41), "Tea", "1.00", "EUR", "1").pointers()).isEqualTo("[/sku]");
        assertThat(register("A".repeat(40), "Tea", "1.00", "EUR", "1").status()).isEqualTo(201);
        assertThat(register(newSku(), "x".repeat(201), "1.00", "EUR", "1").pointers()).isEqualTo("[/name]");
        assertThat(register(newSku(), "🍵".repeat(200), "9999999.99", "EUR", "1000000").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            textBlock = """
                    {"sku":"BAD","name":"Tea","unitPrice":{"amount":"1.00","currency":"EUR"},"onHand":1,"cost":1}        | unknown-field
                    {"sku":"BAD","name":"Tea","unitPrice":{"amount":"1.00","currency":"EUR","vat":1},"onHand":1}         | unknown-field
                    {"@class":"java.lang.Runtime","sku":"BAD"}                                                          | unknown-field
                    {"sku":"BAD","sku":"BAD","name":"Tea","unitPrice":{"amount":"1.00","currency":"EUR"},"onHand":1}     | malformed-request
                    {"sku":                                                                                             | malformed-request
                    null                                                                                                | malformed-request
                    []                                                                                                  | malformed-request
                    "BAD"                                                                                               | malformed-request
                    """)
    void a_body_of_the_wrong_shape_is_refused(String body, String problem) {
        Response response = this.wendy.post("/api/products", body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "-0.01", "0.001", "1e30", "" })
    void an_invalid_price_is_refused_and_the_old_one_stays(String amount) {
        String sku = product(1);

        Response response = price(sku, amount, "EUR");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.pointers()).isEqualTo("[/amount]");
        assertThat(this.anybody.get("/api/products/" + sku).body().at("/unitPrice/amount").asString())
            .isEqualTo("12.50");
    }

    @Test
    void an_unknown_product_has_no_price() {
        assertThat(price("NEVER-HEARD-OF", "1.00", "EUR").status()).isEqualTo(404);
        assertThat(price("never", "1.00", "EUR").status()).isEqualTo(404);
    }

    @Test
    void managing_products_needs_the_role_warehouse() {
        String sku = product(1);
        String product = """
                {"sku":"STOLEN","name":"Tea","unitPrice":{"amount":"1.00","currency":"EUR"},"onHand":1}
                """;
        String price = "{\"amount\":\"0.01\",\"currency\":\"EUR\"}";

        assertThat(this.alice.post("/api/products", product).status()).isEqualTo(403);
        assertThat(this.anybody.post("/api/products", product).status()).isEqualTo(401);
        assertThat(this.alice.put("/api/products/" + sku + "/price", price).status()).isEqualTo(403);
        assertThat(this.anybody.put("/api/products/" + sku + "/price", price).status()).isEqualTo(401);
        assertThat(this.anybody.get("/api/products/STOLEN").status()).isEqualTo(404);
    }

    private Response register(String sku, String name, String amount, String currency, String onHand) {
        return this.wendy.post("/api/products", """
                {"sku":"%s","name":"%s","unitPrice":{"amount":"%s","currency":"%s"},"onHand":%s}
                """.formatted(sku, name, amount, currency, onHand));
    }

    private Response price(String sku, String amount, String currency) {
        return this.wendy.put("/api/products/" + sku + "/price",
                "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency));
    }

}
