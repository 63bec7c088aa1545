package com.example.shop.inventory.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What inventory decided about one order: all of its lines are held, or none.
public final class Reservation {

    private final OrderId orderId;

    private final List<ReservationLine> lines;

    private ReservationStatus status;

    private Instant since;

    private long version;

    private final List<StockMovement> movements = new ArrayList<>();

    private final List<InventoryEvent> events = new ArrayList<>();

    private Reservation(OrderId orderId, List<ReservationLine> lines, ReservationStatus status, Instant since,
            long version) {
        this.orderId = orderId;
        this.lines = List.copyOf(lines);
        this.status = status;
        this.since = since;
        this.version = version;
    }

    /// Decides a new order: holds every line, or none of them if one is short.
    /// @param lines at least one, each sku once
    /// @param stock the products of the lines; unknown ones are missing
    public static Reservation decide(OrderId orderId, List<ReservationLine> lines, Stock stock, Instant now) {
        checkLines(lines);
        List<Shortage> shortages = stock.shortagesFor(lines);
        if (!shortages.isEmpty()) {
            Reservation rejected = new Reservation(orderId, List.of(), ReservationStatus.REJECTED, now, 0);
            rejected.events.add(new InventoryEvent.Rejected(orderId, rejected.nextVersion(), now, shortages));
            return rejected;
        }
        Reservation held = new Reservation(orderId, lines, ReservationStatus.HELD, now, 0);
        stock.reserve(lines, orderId);
        held.movements.addAll(stock.takeMovements());
        held.events.add(new InventoryEvent.Reserved(orderId, held.nextVersion(), now));
        return held;
    }

    /// For an order that ended before its OrderPlaced arrived: when that arrives later,
    /// nothing is reserved.
    public static Reservation neverMade(OrderId orderId, Instant now) {
        Reservation released = new Reservation(orderId, List.of(), ReservationStatus.RELEASED, now, 0);
        released.addReleased();
        return released;
    }

    /// Rebuilds a reservation from its saved values.
    public static Reservation restore(OrderId orderId, List<ReservationLine> lines, ReservationStatus status,
            Instant since, long version) {
        return new Reservation(orderId, lines, status, since, version);
    }

    private static void checkLines(List<ReservationLine> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an order has at least one line");
        }
        if (lines.stream().map(ReservationLine::sku).distinct().count() < lines.size()) {
            throw new IllegalArgumentException("an order has each sku once");
        }
    }

    /// Changes the reservation by the table in {@link ReservationStatus#on}.
    /// @param stock the products of {@link #heldSkus}
    /// @return what was done
    public ReservationTransition on(ReservationTrigger trigger, Stock stock, Instant now) {
        ReservationTransition transition = this.status.on(trigger);
        switch (transition) {
            case CONFIRM -> become(ReservationStatus.CONFIRMED, now);
            case RELEASE -> {
                stock.release(this.lines, this.orderId);
                this.movements.addAll(stock.takeMovements());
                become(ReservationStatus.RELEASED, now);
                addReleased();
            }
            case SHIP -> {
                stock.ship(this.lines, this.orderId);
                this.movements.addAll(stock.takeMovements());
                become(ReservationStatus.SHIPPED, now);
                addShipped();
            }
            case REPEAT_RELEASED -> addReleased();
            case REPEAT_SHIPPED -> addShipped();
            case NONE, NOT_ALLOWED -> {
            }
        }
        return transition;
    }

    private void become(ReservationStatus next, Instant now) {
        this.status = next;
        this.since = now;
    }

    private void addReleased() {
        this.events.add(new InventoryEvent.Released(this.orderId, nextVersion(), this.since));
    }

    private void addShipped() {
        this.events.add(new InventoryEvent.Shipped(this.orderId, nextVersion(), this.since));
    }

    private long nextVersion() {
        return ++this.version;
    }

    /// Returns the movements since the reservation was loaded, and clears them.
    public List<StockMovement> takeMovements() {
        List<StockMovement> taken = List.copyOf(this.movements);
        this.movements.clear();
        return taken;
    }

    /// Returns the events since the reservation was loaded, and clears them.
    public List<InventoryEvent> takeEvents() {
        List<InventoryEvent> taken = List.copyOf(this.events);
        this.events.clear();
        return taken;
    }

    public OrderId orderId() {
        return this.orderId;
    }

    /// The lines that were held when the order was decided; empty if it was rejected.
    public List<ReservationLine> lines() {
        return this.lines;
    }

    /// The products that are held now.
    public List<Sku> heldSkus() {
        return this.status.holdsStock() ? this.lines.stream().map(ReservationLine::sku).toList() : List.of();
    }

    public ReservationStatus status() {
        return this.status;
    }

    /// Since when it has this status.
    public Instant since() {
        return this.since;
    }

    /// The number of events about it so far.
    public long version() {
        return this.version;
    }

}
