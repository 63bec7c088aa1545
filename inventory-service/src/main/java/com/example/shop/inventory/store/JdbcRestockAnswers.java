package com.example.shop.inventory.store;

import java.util.Optional;

import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.RequestKey;
import com.example.shop.inventory.model.RestockAnswer;
import com.example.shop.inventory.model.RestockAnswers;
import com.example.shop.inventory.model.Sku;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRestockAnswers implements RestockAnswers {

    private final JdbcClient jdbc;

    JdbcRestockAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<RestockAnswer> find(RequestKey key) {
        return this.jdbc.sql("""
                select sku, quantity, body
                from restock_answer
                where caller = ? and key = ?
                """)
            .param(key.caller())
            .param(key.value())
            .query((row, _) -> new RestockAnswer(new Sku(row.getString("sku")), new Quantity(row.getInt("quantity")),
                    row.getBytes("body")))
            .optional();
    }

    @Override
    public boolean keep(RequestKey key, RestockAnswer answer) {
        return this.jdbc.sql("""
                insert into restock_answer (caller, key, sku, quantity, body)
                values (:caller, :key, :sku, :quantity, :body)
                on conflict (caller, key) do nothing
                """)
            .param("caller", key.caller())
            .param("key", key.value())
            .param("sku", answer.sku().value())
            .param("quantity", answer.quantity().value())
            .param("body", answer.body())
            .update() == 1;
    }

}
