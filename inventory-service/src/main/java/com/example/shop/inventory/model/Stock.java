package com.example.shop.inventory.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The stock of the products that one decision needs.
public final class Stock {

    private final Map<Sku, StockItem> items = new TreeMap<>();

    public Stock(Collection<StockItem> items) {
        items.forEach((item) -> this.items.put(item.sku(), item));
    }

    /// For decisions that move no stock.
    public static Stock untouched() {
        return new Stock(List.of());
    }

    /// The lines that cannot be reserved; empty if all of them can.
    List<Shortage> shortagesFor(List<ReservationLine> lines) {
        return lines.stream()
            .filter((line) -> !find(line.sku()).map((item) -> item.has(line.quantity())).orElse(false))
            .map((line) -> new Shortage(line.sku(), line.quantity(),
                    find(line.sku()).map(StockItem::onHand).orElse(0L)))
            .toList();
    }

    void reserve(List<ReservationLine> lines, OrderId orderId) {
        lines.forEach((line) -> item(line).reserve(line.quantity(), orderId));
    }

    void release(List<ReservationLine> lines, OrderId orderId) {
        lines.forEach((line) -> item(line).release(line.quantity(), orderId));
    }

    void ship(List<ReservationLine> lines, OrderId orderId) {
        lines.forEach((line) -> item(line).ship(line.quantity(), orderId));
    }

    List<StockMovement> takeMovements() {
        return this.items.values().stream().flatMap((item) -> item.takeMovements().stream()).toList();
    }

    private StockItem item(ReservationLine line) {
        return find(line.sku()).orElseThrow(() -> new IllegalStateException("no stock of " + line.sku() + " loaded"));
    }

    private Optional<StockItem> find(Sku sku) {
        return Optional.ofNullable(this.items.get(sku));
    }

}
