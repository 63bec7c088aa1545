package com.example.shop.inventory.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.shop.common.outbox.Outbox;
import com.example.shop.inventory.model.InventoryEvent;
import com.example.shop.inventory.model.OrderId;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.Reservation;
import com.example.shop.inventory.model.ReservationLine;
import com.example.shop.inventory.model.ReservationStatus;
import com.example.shop.inventory.model.Reservations;
import com.example.shop.inventory.model.Sku;

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
    public Map<OrderId, Reservation> lock(Collection<OrderId> orderIds) {
        return this.jdbc.sql("""
                select order_id, status, status_since, version, sku, quantity
                from reservation left join reservation_line using (order_id)
                where order_id = any (?)
                order by order_id, sku
                for update of reservation
                """)
            .param(orderIds.stream().map(OrderId::value).toArray(UUID[]::new))
            .query((ResultSetExtractor<Map<OrderId, Reservation>>) JdbcReservations::reservations);
    }

    /// Reads one row per line; each repeats the reservation.
    private static Map<OrderId, Reservation> reservations(ResultSet rows) throws SQLException {
        Map<OrderId, Reservation> found = new HashMap<>();
        boolean more = rows.next();
        while (more) {
            UUID id = rows.getObject("order_id", UUID.class);
            ReservationStatus status = ReservationStatus.valueOf(rows.getString("status"));
            Instant since = rows.getObject("status_since", OffsetDateTime.class).toInstant();
            long version = rows.getLong("version");
            List<ReservationLine> lines = new ArrayList<>();
            do {
                String sku = rows.getString("sku");
                if (sku != null) {
                    lines.add(new ReservationLine(new Sku(sku), new Quantity(rows.getInt("quantity"))));
                }
                more = rows.next();
            }
            while (more && id.equals(rows.getObject("order_id", UUID.class)));
            OrderId orderId = new OrderId(id);
            found.put(orderId, Reservation.restore(orderId, lines, status, since, version));
        }
        return found;
    }

    @Override
    public void add(Reservation reservation) {
        List<ReservationLine> lines = reservation.lines();
        this.jdbc.sql("""
                with added as (
                    insert into reservation (order_id, status, status_since, version)
                    values (:order, :status, :since, :version)
                    returning order_id
                )
                insert into reservation_line (order_id, sku, quantity)
                select order_id, sku, quantity
                from added, unnest(:skus, :quantities) as line (sku, quantity)
                """)
            .param("order", reservation.orderId().value())
            .param("status", reservation.status().name())
            .param("since", reservation.since().atOffset(ZoneOffset.UTC))
            .param("version", reservation.version())
            .param("skus", lines.stream().map((line) -> line.sku().value()).toArray(String[]::new))
            .param("quantities", lines.stream().map((line) -> line.quantity().value()).toArray(Integer[]::new))
            .update();
        saveMovementsAndEvents(reservation);
    }

    @Override
    public void save(Reservation reservation) {
        this.jdbc.sql("""
                update reservation
                set status = :status, status_since = :since, version = :version
                where order_id = :order
                """)
            .param("status", reservation.status().name())
            .param("since", reservation.since().atOffset(ZoneOffset.UTC))
            .param("version", reservation.version())
            .param("order", reservation.orderId().value())
            .update();
        saveMovementsAndEvents(reservation);
    }

    private void saveMovementsAndEvents(Reservation reservation) {
        this.ledger.post(reservation.takeMovements());
        List<InventoryEvent> events = reservation.takeEvents();
        events.stream().map(InventoryContracts::contractOf).forEach(this.outbox::append);
        if (!events.isEmpty()) {
            this.metrics.countAfterCommit(reservation.status());
        }
    }

}
