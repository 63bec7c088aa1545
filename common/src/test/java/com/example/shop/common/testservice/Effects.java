package com.example.shop.common.testservice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.inbox.EventHandler;
import org.slf4j.MDC;

import org.springframework.jdbc.core.simple.JdbcClient;

/// What the handlers of the test service do: they write a row, and then whatever a test asked for.
public class Effects {

    /// For all instances of the service: a test does not know which one gets the event.
    private static final Map<String, Consumer<Event>> AFTERTHOUGHTS = new ConcurrentHashMap<>();

    private static final Map<String, Consumer<List<Event>>> PREPARATIONS = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;

    Effects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Lets the handler do something more about this subject, after its row is written.
    public void when(String subject, Consumer<Event> afterthought) {
        AFTERTHOUGHTS.put(subject, afterthought);
    }

    /// Lets the handler of placed orders do something before it handles this subject and
    /// those that are in the same transaction.
    public void whenPrepared(String subject, Consumer<List<Event>> preparation) {
        PREPARATIONS.put(subject, preparation);
    }

    /// The versions that had an effect, in the order in which they had it.
    public List<Long> of(String subject) {
        return this.jdbc.sql("SELECT version FROM effect WHERE subject = :subject ORDER BY at")
            .param("subject", subject)
            .query((found, _) -> found.getLong(1))
            .list();
    }

    /// Which transaction each of the effects was written in, in the order in which they
    /// were.
    public List<String> transactions(Collection<String> subjects) {
        return this.jdbc.sql("SELECT xmin FROM effect WHERE subject = ANY (?) ORDER BY at")
            .param(subjects.toArray(String[]::new))
            .query((found, _) -> found.getString(1))
            .list();
    }

    /// Whom the effects are about, in the order in which they were written.
    public List<String> among(Collection<String> subjects) {
        return this.jdbc.sql("SELECT subject FROM effect WHERE subject = ANY (?) ORDER BY at")
            .param(subjects.toArray(String[]::new))
            .query((found, _) -> found.getString(1))
            .list();
    }

    public List<String> tracesOf(String subject) {
        return this.jdbc.sql("SELECT trace FROM effect WHERE subject = :subject AND trace IS NOT NULL ORDER BY at")
            .param("subject", subject)
            .query((found, _) -> found.getString(1))
            .list();
    }

    private void on(Event event) {
        this.jdbc.sql("INSERT INTO effect (subject, version, trace) VALUES (:subject, :version, :trace)")
            .param("subject", event.aggregateId())
            .param("version", event.version())
            .param("trace", MDC.get("traceId"))
            .update();
        AFTERTHOUGHTS.getOrDefault(event.aggregateId(), _ -> {
        }).accept(event);
    }

    record WhenPlaced(Effects effects) implements EventHandler<OrderPlaced> {

        @Override
        public void handle(OrderPlaced event) {
            this.effects.on(event);
        }

        @Override
        public Consumer<OrderPlaced> prepare(List<OrderPlaced> events) {
            events.forEach(event -> Optional.ofNullable(PREPARATIONS.get(event.aggregateId()))
                .ifPresent(preparation -> preparation.accept(List.copyOf(events))));
            return this::handle;
        }

    }

    record WhenReserved(Effects effects) implements EventHandler<StockReserved> {

        @Override
        public void handle(StockReserved event) {
            this.effects.on(event);
        }

    }

}
