package com.example.shop.order.placement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import com.example.shop.order.HttpCaller;
import com.example.shop.order.HttpCaller.Response;
import com.example.shop.order.OrderServiceApplication;
import com.example.shop.order.OrderServiceTestBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/// A second instance of the service, on the same database and topics.
class TwoInstancesIT extends OrderServiceTestBase {

    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void startAnother() {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        other = new SpringApplicationBuilder(OrderServiceApplication.class).run(settings.entrySet()
            .stream()
            .map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new));
    }

    @AfterAll
    static void stopIt() {
        other.close();
    }

    @Test
    void a_duplicate_at_another_instance_gets_the_stored_response() {
        String body = lines(Map.of(product("12.50"), 3));
        String key = newKey();
        Response first = place(this.alice, body, key);

        Response second = place(aliceAtTheOther(), body, key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(place(aliceAtTheOther(), lines(Map.of(newSku(), 1)), key).status()).isEqualTo(422);
    }

    @Test
    void the_same_key_at_two_instances_at_once_places_one_order() throws Exception {
        String body = lines(Map.of(product("12.50"), 3));
        String key = newKey();
        HttpCaller there = aliceAtTheOther();

        List<Response> responses = atOnce(IntStream.range(0, 20)
            .<Callable<Response>>mapToObj((i) -> () -> place((i % 2 == 0) ? this.alice : there, body, key))
            .toList());

        assertThat(responses).map(Response::status).isSubsetOf(201, 409).contains(201);
        assertThat(responses).filteredOn((response) -> response.status() == 201)
            .map(Response::text)
            .containsOnly(place(this.alice, body, key).text());
        assertThat(this.jdbc.sql("select count(*) from orders where customer_id = ?")
            .param(this.aliceId)
            .query(Long.class)
            .single()).isEqualTo(1);
    }

    private HttpCaller aliceAtTheOther() {
        int port = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return callerAt(port, this.aliceId, "CUSTOMER");
    }

}
