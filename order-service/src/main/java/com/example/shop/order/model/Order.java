package com.example.shop.order.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// An order of a customer.
///
/// Methods that change the order return whether they changed anything; a late or repeated event from inventory does not.
/// Each change adds an event, which goes to the outbox when the order is saved.
public final class Order {

    /// The maximum number of lines of an order.
    public static final int MAX_LINES = 100;

    private final OrderId id;

    private final CustomerId customer;

    private final List<OrderLine> lines;

    private final Instant placedAt;

    private final List<OrderEvent> events = new ArrayList<>();

    private final List<StatusChange> statusChanges = new ArrayList<>();

    private OrderStatus status;

    private @Nullable String reason;

    private @Nullable Instant replyDueAt;

    private long version;

    private Order(OrderId id, CustomerId customer, List<OrderLine> lines, Instant placedAt, OrderStatus status,
            @Nullable String reason, @Nullable Instant replyDueAt, long version) {
        this.id = id;
        this.customer = customer;
        this.lines = List.copyOf(lines);
        this.placedAt = placedAt;
        this.status = status;
        this.reason = reason;
        this.replyDueAt = replyDueAt;
        this.version = version;
    }

    /// Places a new order.
    /// @throws IllegalArgumentException if there are no lines, too many, or two of the
    /// same product
    /// @throws MixedCurrencies if the lines have no common currency
    public static Order place(OrderId id, CustomerId customer, List<OrderLine> lines, Instant now,
            ReplyDeadline deadline) {
        checkLines(lines);
        Order order = new Order(id, customer, lines, now, OrderStatus.PENDING, null, deadline.after(now), 1);
        order.events.add(new OrderEvent.Placed(id, 1, now, lines));
        order.statusChanges.add(new StatusChange(1, OrderStatus.PENDING, now, null));
        return order;
    }

    /// Rebuilds an order from its saved values.
    /// @param replyDueAt when the reply event is due; null if none is pending
    /// @param version the number of its events so far
    public static Order restore(OrderId id, CustomerId customer, List<OrderLine> lines, Instant placedAt,
            OrderStatus status, @Nullable String reason, @Nullable Instant replyDueAt, long version) {
        return new Order(id, customer, lines, placedAt, status, reason, replyDueAt, version);
    }

    public boolean stockReserved(Instant now) {
        return change(OrderTrigger.STOCK_RESERVED, now, null);
    }

    public boolean stockRejected(List<Shortage> shortages, Instant now) {
        return change(OrderTrigger.STOCK_REJECTED, now,
                shortages.stream().map(Shortage::toString).collect(Collectors.joining(", ", "Out of stock: ", "")));
    }

    public boolean stockReleased(Instant now) {
        return change(OrderTrigger.STOCK_RELEASED, now,
                Objects.requireNonNullElse(this.reason, "Inventory released the goods"));
    }

    public boolean stockShipped(Instant now) {
        return change(OrderTrigger.STOCK_SHIPPED, now, "The goods had already left");
    }

    /// Requests the cancellation; inventory decides whether it is still possible. A
    /// second request changes nothing.
    /// @param why the reason, for people
    /// @throws OrderCannotChange if the order has ended
    public boolean cancel(String why, Instant now, ReplyDeadline deadline) {
        boolean changed = change(OrderTrigger.CANCELLATION_REQUESTED, now, why);
        if (changed) {
            this.replyDueAt = deadline.after(now);
        }
        return changed;
    }

    /// Acts on a deadline that has passed: a PENDING order is cancelled, a CANCELLING one
    /// requests its cancellation again.
    public boolean checkDeadline(Instant now, ReplyDeadline deadline) {
        if (this.replyDueAt == null || now.isBefore(this.replyDueAt)) {
            return false;
        }
        boolean changed = change(OrderTrigger.DEADLINE_PASSED, now, "No reply from inventory by " + this.replyDueAt);
        if (this.status.waits()) {
            this.replyDueAt = deadline.after(now);
        }
        return changed;
    }

    private boolean change(OrderTrigger trigger, Instant now, @Nullable String why) {
        return switch (this.status.on(trigger)) {
            case OrderTransition.To(List<OrderStatus> statuses) -> {
                statuses.forEach((next) -> become(next, now, why));
                yield true;
            }
            case OrderTransition.AskAgain() -> {
                this.events
                    .add(new OrderEvent.CancellationRequested(this.id, ++this.version, now, reasonOf(this.reason)));
                yield true;
            }
            case OrderTransition.None() -> false;
            case OrderTransition.NotAllowed() -> throw new OrderCannotChange(this.id, this.status);
        };
    }

    private void become(OrderStatus next, Instant now, @Nullable String why) {
        long nextVersion = ++this.version;
        OrderEvent event = switch (next) {
            case PENDING -> throw new IllegalStateException("an order is placed once");
            case CONFIRMED -> (this.status == OrderStatus.CANCELLING)
                    ? new OrderEvent.CancellationRefused(this.id, nextVersion, now, reasonOf(why))
                    : new OrderEvent.Confirmed(this.id, nextVersion, now);
            case REJECTED -> new OrderEvent.Rejected(this.id, nextVersion, now, reasonOf(why));
            case CANCELLING -> new OrderEvent.CancellationRequested(this.id, nextVersion, now, reasonOf(why));
            case CANCELLED -> new OrderEvent.Cancelled(this.id, nextVersion, now, reasonOf(why));
            case SHIPPED -> new OrderEvent.Shipped(this.id, nextVersion, now);
        };
        this.reason = switch (event) {
            case OrderEvent.Placed ignored -> null;
            case OrderEvent.Confirmed ignored -> null;
            case OrderEvent.Shipped ignored -> null;
            case OrderEvent.Rejected rejected -> rejected.reason();
            case OrderEvent.CancellationRequested requested -> requested.reason();
            case OrderEvent.CancellationRefused refused -> refused.reason();
            case OrderEvent.Cancelled cancelled -> cancelled.reason();
        };
        this.status = next;
        this.replyDueAt = null;
        this.events.add(event);
        this.statusChanges.add(new StatusChange(nextVersion, next, now, this.reason));
    }

    private static String reasonOf(@Nullable String why) {
        return Objects.requireNonNull(why, "this change needs a reason");
    }

    private static void checkLines(List<OrderLine> lines) {
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("an order has 1 to " + MAX_LINES + " lines, not " + lines.size());
        }
        Set<Sku> seen = new HashSet<>();
        for (OrderLine line : lines) {
            if (!seen.add(line.sku())) {
                throw new IllegalArgumentException("an order has each product once, but " + line.sku() + " twice");
            }
            if (!line.total().currency().equals(lines.getFirst().total().currency())) {
                throw new MixedCurrencies(lines.getFirst(), line);
            }
        }
    }

    public OrderId id() {
        return this.id;
    }

    public CustomerId customer() {
        return this.customer;
    }

    public List<OrderLine> lines() {
        return this.lines;
    }

    public Money total() {
        return this.lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
    }

    public Instant placedAt() {
        return this.placedAt;
    }

    public OrderStatus status() {
        return this.status;
    }

    /// The reason of the current status; empty if the status needs none.
    public Optional<String> reason() {
        return Optional.ofNullable(this.reason);
    }

    /// When the reply event is due; empty if none is pending.
    public Optional<Instant> replyDueAt() {
        return Optional.ofNullable(this.replyDueAt);
    }

    /// The number of events so far, including those not yet taken.
    public long version() {
        return this.version;
    }

    /// Returns the events since the order was placed or restored, and clears them.
    public List<OrderEvent> takeEvents() {
        List<OrderEvent> taken = List.copyOf(this.events);
        this.events.clear();
        return taken;
    }

    /// Returns the new entries of the history, and clears them.
    public List<StatusChange> takeStatusChanges() {
        List<StatusChange> taken = List.copyOf(this.statusChanges);
        this.statusChanges.clear();
        return taken;
    }

}
