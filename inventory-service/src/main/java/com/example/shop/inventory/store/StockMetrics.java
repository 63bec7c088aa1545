package com.example.shop.inventory.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts the products that are out of stock: `inventory.products.out.of.stock`.
@Component
class StockMetrics implements MeterBinder {

    /// The minimum time between two queries, however often the metric is read.
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    private final Clock clock;

    private Counted last = new Counted(0, Instant.MIN);

    StockMetrics(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("inventory.products.out.of.stock", this, StockMetrics::outOfStock)
            .description("Products with nothing on hand")
            .baseUnit("products")
            .register(meters);
    }

    /// There is no index for this query on purpose: every reservation would have to
    /// update it.
    private synchronized double outOfStock() {
        Instant now = this.clock.instant();
        if (now.isAfter(this.last.until())) {
            long products = this.jdbc.sql("select count(*) from stock_item where on_hand = 0")
                .query(Long.class)
                .single();
            this.last = new Counted(products, now.plus(GOOD_FOR));
        }
        return this.last.products();
    }

    private record Counted(long products, Instant until) {
    }

}
