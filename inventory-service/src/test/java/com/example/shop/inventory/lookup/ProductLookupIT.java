package com.example.shop.inventory.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.example.shop.inventory.HttpCaller.Response;
import com.example.shop.inventory.InventoryServiceTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProductLookupIT extends InventoryServiceTestBase {

    @Test
    void a_product_is_public() {
        String sku = product(5);

        Response response = this.anybody.get("/api/products/" + sku);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("""
                {"sku":"%s","name":"A test product","unitPrice":{"amount":"12.50","currency":"EUR"},\
                "stock":{"onHand":5,"reserved":0,"shipped":0}}""".formatted(sku));
        assertThat(this.alice.get("/api/products/" + sku).text()).isEqualTo(response.text());
    }

    @ParameterizedTest
    @ValueSource(strings = { "NEVER-HEARD-OF", "tea-001", "-", "x%20y", "%27%20OR%201=1--",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void an_unknown_product_is_not_found(String sku) {
        Response response = this.anybody.get("/api/products/" + sku);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.problem()).isEqualTo("not-found");
    }

    @Test
    void the_pages_list_every_product_once_in_the_order_of_skus() {
        Stream.generate(() -> 1).limit(25).forEach(this::product);

        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Response page = this.anybody.get("/api/products?size=7" + next);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body().get("items").size()).isLessThanOrEqualTo(7);
            page.body().get("items").forEach((product) -> seen.add(product.get("sku").asString()));
            assertThat(seen).doesNotHaveDuplicates();
            next = page.body().get("next").isNull() ? "" : "&after=" + page.body().get("next").asString();
        }
        while (!next.isEmpty());

        assertThat(seen)
            .isEqualTo(this.jdbc.sql("select sku from product order by sku collate \"C\"").query(String.class).list());
    }

    @Test
    void a_page_has_20_products_unless_asked_otherwise() {
        Stream.generate(() -> 1).limit(5).forEach(this::product);

        assertThat(this.anybody.get("/api/products").body().get("items").size()).isEqualTo(20);
        assertThat(this.anybody.get("/api/products?size=1").body().get("items").size()).isEqualTo(1);
        assertThat(this.anybody.get("/api/products?size=100").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "size=0", "size=-1", "size=101", "size=1000000000", "size=9999999999", "size=ten",
            "size=1.5", "after=!", "after=QQ==", "after=dGVhLTAwMQ", "after=JyBPUiAxPTEtLQ" })
    void an_invalid_page_is_refused(String query) {
        Response response = this.anybody.get("/api/products?" + query);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("validation-failed");
        assertThat(response.pointers()).isEqualTo("[" + query.replaceFirst("=.*", "") + "]");
    }

}
