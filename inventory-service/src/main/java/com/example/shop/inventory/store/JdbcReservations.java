package com.example.shop.inventory.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.example.shop.common.outbox.Outbox;
import com.example.shop.inventory.model.InventoryEvent;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationLine;
import com.example.shop.inventory.model.ReservationStatus;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.Sku;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReservations implements Reservations {

    private final JdbcClient jdbc;

    private final StockLedger ledger;

    private final Outbox outbox;

    private final ReservationMetrics metrics;

    JdbcReservations(JdbcClient jdbc, StockLedger ledger, Outbox outbox, ReservationMetrics metrics) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Override
    public Optional<Reservation> lock(OrderId orderId) {
        return this.jdbc.sql("""
                select status, status_since, version, sku, quantity
                from reservation left join reservation_line using (order_id)
                where order_id = ?
                order by sku
                for update of reservation
                """)
            .param(orderId.value())
            .query((ResultSetExtractor<Optional<Reservation>>) (rows) -> reservation(orderId, rows));
    }

    /// One row for each line, and in each of them the reservation.
    private static Optional<Reservation> reservation(OrderId orderId, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        ReservationStatus status = ReservationStatus.valueOf(rows.getString("status"));
        Instant since = rows.getObject("status_since", OffsetDateTime.class).toInstant();
        long version = rows.getLong("version");
        List<ReservationLine> lines = new ArrayList<>();
        do {
            String sku = rows.getString("sku");
            if (sku != null) {
                lines.add(new ReservationLine(new Sku(sku), new Quantity(rows.getInt("quantity"))));
            }
        }
        while (rows.next());
        return Optional.of(Reservation.stored(orderId, lines, status, since, version));
    }

    /// Two that add the same order at once: the second waits for the first and then gives
    /// up its transaction; tried again, it finds the reservation.
    @Override
    public void add(Reservation reservation) {
        List<ReservationLine> lines = reservation.lines();
        int added = this.jdbc.sql("""
                with added as (
                    insert into reservation (order_id, status, status_since, version)
                    values (?, ?, ?, ?)
                    on conflict (order_id) do nothing
                    returning order_id
                ), its_lines as (
                    insert into reservation_line (order_id, sku, quantity)
                    select order_id, sku, quantity
                    from added, unnest(?, ?) as line (sku, quantity)
                )
                select count(*) from added
                """)
            .params(reservation.orderId().value(), reservation.status().name(),
                    reservation.since().atOffset(ZoneOffset.UTC), reservation.version(),
                    lines.stream().map((line) -> line.sku().value()).toArray(String[]::new),
                    lines.stream().map((line) -> line.quantity().value()).toArray(Integer[]::new))
            .query(Integer.class)
            .single();
        if (added == 0) {
            throw new OptimisticLockingFailureException(
                    "order " + reservation.orderId() + " was decided by someone else");
        }
        moveAndTell(reservation);
    }

    @Override
    public void save(Reservation reservation) {
        this.jdbc.sql("""
                update reservation
                set status = :status, status_since = :since, version = :version
                where order_id = :orderId
                """)
            .param("orderId", reservation.orderId().value())
            .param("status", reservation.status().name())
            .param("since", reservation.since().atOffset(ZoneOffset.UTC))
            .param("version", reservation.version())
            .update();
        moveAndTell(reservation);
    }

    private void moveAndTell(Reservation reservation) {
        this.ledger.post(reservation.takeMovements());
        List<InventoryEvent> events = reservation.takeEvents();
        events.forEach((event) -> this.outbox.append(InventoryContracts.of(event)));
        if (!events.isEmpty()) {
            this.metrics.countAfterCommit(reservation.status());
        }
    }

}
