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

/// What a customer ordered, and what became of it.
///
/// Each method by which something happens returns whether it changed anything; a late or repeated event from inventory
/// does not. What changed is remembered as events, which are published when the order is saved.
public final class Order {

    /// The most lines an order can have.
    public static final int MAX_LINES = 100;

    private final OrderId id;

    private final CustomerId customer;

    private final List<OrderLine> lines;

    private final Instant placedAt;

    private final List<OrderEvent> events = new ArrayList<>();

    private final List<StatusChange> statusChanges = new ArrayList<>();

    private OrderStatus status;

    private @Nullable String reason;

    private @Nullable Instant answerDueAt;

    private long version;

    private Order(OrderId id, CustomerId customer, List<OrderLine> lines, Instant placedAt, OrderStatus status,
            @Nullable String reason, @Nullable Instant answerDueAt, long version) {
        this.id = id;
        this.customer = customer;
        this.lines = List.copyOf(lines);
        this.placedAt = placedAt;
        this.status = status;
        this.reason = reason;
        this.answerDueAt = answerDueAt;
        this.version = version;
    }

    /// Places a new order.
    /// @throws IllegalArgumentException if there are no lines, too many, or two of the
    /// same product
    /// @throws MixedCurrencies if the lines have no common currency
    public static Order place(OrderId id, CustomerId customer, List<OrderLine> lines, Instant now,
            AnswerDeadline deadline) {
        checkLines(lines);
        Order order = new Order(id, customer, lines, now, OrderStatus.PENDING, null, deadline.after(now), 1);
        order.events.add(new OrderEvent.Placed(id, 1, now, lines));
        order.statusChanges.add(new StatusChange(1, OrderStatus.PENDING, now, null));
        return order;
    }

    /// Rebuilds an order from what was saved.
    /// @param answerDueAt until when it waits for inventory; null if it does not wait
    /// @param version how many events there were so far
    public static Order restore(OrderId id, CustomerId customer, List<OrderLine> lines, Instant placedAt,
            OrderStatus status, @Nullable String reason, @Nullable Instant answerDueAt, long version) {
        return new Order(id, customer, lines, placedAt, status, reason, answerDueAt, version);
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

    /// Requests the cancellation; only inventory knows whether it is still possible. A
    /// second request changes nothing.
    /// @param why for people
    /// @throws OrderCannotChange if the order has ended
    public boolean cancel(String why, Instant now, AnswerDeadline deadline) {
        boolean changed = change(OrderTrigger.CANCELLATION_REQUESTED, now, why);
        if (changed) {
            this.answerDueAt = deadline.after(now);
        }
        return changed;
    }

    /// Ends the waiting if it lasts too long: a PENDING order is cancelled, a CANCELLING
    /// one asks again.
    public boolean checkDeadline(Instant now, AnswerDeadline deadline) {
        if (this.answerDueAt == null || now.isBefore(this.answerDueAt)) {
            return false;
        }
        boolean changed = change(OrderTrigger.DEADLINE_PASSED, now,
                "No answer from inventory until " + this.answerDueAt);
        if (this.status.waits()) {
            this.answerDueAt = deadline.after(now);
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
        this.answerDueAt = null;
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
                throw new IllegalArgumentException("an order names a product once, but " + line.sku() + " twice");
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

    /// Why the order stands where it stands; empty where the status speaks for itself.
    public Optional<String> reason() {
        return Optional.ofNullable(this.reason);
    }

    /// Until when the order waits for inventory; empty if it does not wait.
    public Optional<Instant> answerDueAt() {
        return Optional.ofNullable(this.answerDueAt);
    }

    /// How many events there were, those included that were not taken yet.
    public long version() {
        return this.version;
    }

    /// Returns the events since the order was placed or restored, and forgets them.
    public List<OrderEvent> takeEvents() {
        List<OrderEvent> taken = List.copyOf(this.events);
        this.events.clear();
        return taken;
    }

    /// Returns the new entries of the history, and forgets them.
    public List<StatusChange> takeStatusChanges() {
        List<StatusChange> taken = List.copyOf(this.statusChanges);
        this.statusChanges.clear();
        return taken;
    }

}
