package com.example.shop.inventory.model;

import java.util.ArrayList;
import java.util.List;

import com.example.shop.inventory.model.StockMovement.Cause;
import com.example.shop.inventory.model.StockMovement.Kind;

/// The stock of one product: on hand, reserved and shipped. None of the three is ever below zero, and their sum is all
/// that was ever received.
public final class StockItem {

    private final Sku sku;

    private long onHand;

    private long reserved;

    private long shipped;

    private final List<StockMovement> movements = new ArrayList<>();

    private StockItem(Sku sku, long onHand, long reserved, long shipped) {
        this.sku = sku;
        this.onHand = onHand;
        this.reserved = reserved;
        this.shipped = shipped;
        refuseBelowZero();
    }

    /// The stock of a new product.
    public static StockItem none(Sku sku) {
        return new StockItem(sku, 0, 0, 0);
    }

    /// Rebuilds the stock from its saved values.
    public static StockItem restore(Sku sku, long onHand, long reserved, long shipped) {
        return new StockItem(sku, onHand, reserved, shipped);
    }

    public void receive(Quantity quantity) {
        move(Kind.RECEIVED, quantity, new Cause.Warehouse());
    }

    public void restock(Quantity quantity) {
        move(Kind.RESTOCKED, quantity, new Cause.Warehouse());
    }

    public boolean has(Quantity quantity) {
        return this.onHand >= quantity.value();
    }

    /// Reserves pieces for an order.
    /// @throws IllegalStateException if not enough are on hand: call {@link #has} first
    public void reserve(Quantity quantity, OrderId orderId) {
        move(Kind.RESERVED, quantity, new Cause.Order(orderId));
    }

    /// Releases pieces that are reserved for the order.
    /// @throws IllegalStateException if not enough are reserved
    public void release(Quantity quantity, OrderId orderId) {
        move(Kind.RELEASED, quantity, new Cause.Order(orderId));
    }

    /// Ships pieces that are reserved for the order.
    /// @throws IllegalStateException if not enough are reserved
    public void ship(Quantity quantity, OrderId orderId) {
        move(Kind.SHIPPED, quantity, new Cause.Order(orderId));
    }

    private void move(Kind kind, Quantity quantity, Cause cause) {
        StockMovement movement = new StockMovement(this.sku, kind, quantity, cause);
        this.onHand += movement.onHandChange();
        this.reserved += movement.reservedChange();
        this.shipped += movement.shippedChange();
        refuseBelowZero();
        this.movements.add(movement);
    }

    private void refuseBelowZero() {
        if (this.onHand < 0 || this.reserved < 0 || this.shipped < 0) {
            throw new IllegalStateException("stock of %s would be %d on hand, %d reserved, %d shipped"
                .formatted(this.sku, this.onHand, this.reserved, this.shipped));
        }
    }

    /// Returns the movements since the stock was loaded, and clears them.
    public List<StockMovement> takeMovements() {
        List<StockMovement> taken = List.copyOf(this.movements);
        this.movements.clear();
        return taken;
    }

    public Sku sku() {
        return this.sku;
    }

    /// Pieces that can still be reserved.
    public long onHand() {
        return this.onHand;
    }

    public long reserved() {
        return this.reserved;
    }

    public long shipped() {
        return this.shipped;
    }

}
