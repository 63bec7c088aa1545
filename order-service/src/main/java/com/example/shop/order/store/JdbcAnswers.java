package com.example.shop.order.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import com.example.shop.order.model.Answer;
import com.example.shop.order.model.Answers;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.RequestKey;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// First answers in PostgreSQL.
@Repository
class JdbcAnswers implements Answers {

    private final JdbcClient jdbc;

    JdbcAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Answer> find(RequestKey key) {
        return this.jdbc.sql("""
                select order_id, fingerprint, body
                from idempotency_key
                where customer_id = :customer and key = :key
                """)
            .param("customer", key.customer().value())
            .param("key", key.value())
            .query((row, _) -> new Answer(new OrderId(row.getObject("order_id", UUID.class)),
                    row.getString("fingerprint"), row.getBytes("body")))
            .optional();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(RequestKey key, Answer answer, Instant now) {
        this.jdbc.sql("""
                insert into idempotency_key (customer_id, key, fingerprint, order_id, body, answered_at)
                values (:customer, :key, :fingerprint, :order, :body, :answeredAt)
                """)
            .param("customer", key.customer().value())
            .param("key", key.value())
            .param("fingerprint", answer.fingerprint())
            .param("order", answer.orderId().value())
            .param("body", answer.body())
            .param("answeredAt", now.atOffset(ZoneOffset.UTC))
            .update();
    }

    /// Rows that another instance is deleting are left to it.
    @Override
    public int forget(Instant before, int most) {
        return this.jdbc.sql("""
                delete from idempotency_key
                where (customer_id, key) in (
                    select customer_id, key
                    from idempotency_key
                    where answered_at < :before
                    order by answered_at
                    limit :most
                    for update skip locked
                )
                """).param("before", before.atOffset(ZoneOffset.UTC)).param("most", most).update();
    }

}
