package com.example.shop.inventory.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReservations implements Reservations {

    private final JdbcClient jdbc;

    private final JdbcTemplate batches;

    private final StockLedger ledger;

    private final Outbox outbox;

    private final ReservationMetrics metrics;

    JdbcReservations(JdbcClient jdbc, JdbcTemplate batches, StockLedger ledger, Outbox outbox,
            ReservationMetrics metrics) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.ledger = ledger;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Override
    public Optional<Reservation> lock(OrderId orderId) {
        return this.jdbc.sql("""
                select status, status_since, version
                from reservation
                where order_id = ?
                for update
                """).param(orderId.value()).query((row, _) -> reservation(orderId, row)).optional();
    }

    private Reservation reservation(OrderId orderId, ResultSet row) throws SQLException {
        return Reservation.stored(orderId, lines(orderId), ReservationStatus.valueOf(row.getString("status")),
                row.getObject("status_since", OffsetDateTime.class).toInstant(), row.getLong("version"));
    }

    private List<ReservationLine> lines(OrderId orderId) {
        return this.jdbc.sql("""
                select sku, quantity
                from reservation_line
                where order_id = ?
                order by sku
                """)
            .param(orderId.value())
            .query((row, _) -> new ReservationLine(new Sku(row.getString("sku")), new Quantity(row.getInt("quantity"))))
            .list();
    }

    /// Two that add the same order at once: the second waits for the first and then gives
    /// up its transaction; tried again, it finds the reservation.
    @Override
    public void add(Reservation reservation) {
        int added = this.jdbc.sql("""
                insert into reservation (order_id, status, status_since, version)
                values (:orderId, :status, :since, :version)
                on conflict (order_id) do nothing
                """)
            .param("orderId", reservation.orderId().value())
            .param("status", reservation.status().name())
            .param("since", reservation.since().atOffset(ZoneOffset.UTC))
            .param("version", reservation.version())
            .update();
        if (added == 0) {
            throw new OptimisticLockingFailureException(
                    "order " + reservation.orderId() + " was decided by someone else");
        }
        this.batches.batchUpdate("""
                insert into reservation_line (order_id, sku, quantity)
                values (?, ?, ?)
                """, reservation.lines().stream().map((line) -> row(reservation, line)).toList());
        moveAndTell(reservation);
    }

    private static Object[] row(Reservation reservation, ReservationLine line) {
        return new Object[] { reservation.orderId().value(), line.sku().value(), line.quantity().value() };
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
