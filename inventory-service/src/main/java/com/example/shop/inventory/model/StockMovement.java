package com.example.shop.inventory.model;

/// One line of the ledger. The sum of all movements is the stock.
///
/// @param cause the reason; at most one movement has the same order, sku and kind
public record StockMovement(Sku sku, Kind kind, Quantity quantity, Cause cause) {

    /// The kind of a movement. The factors say how it changes the three counts.
    public enum Kind {

        /// The first pieces, when the product is registered.
        RECEIVED(1, 0, 0),

        /// More pieces of an existing product.
        RESTOCKED(1, 0, 0),

        /// Pieces are reserved for an order.
        RESERVED(-1, 1, 0),

        /// Reserved pieces are on hand again.
        RELEASED(1, -1, 0),

        /// Reserved pieces are shipped.
        SHIPPED(0, -1, 1);

        private final int onHand;

        private final int reserved;

        private final int shipped;

        Kind(int onHand, int reserved, int shipped) {
            this.onHand = onHand;
            this.reserved = reserved;
            this.shipped = shipped;
        }

    }

    /// The reason of a movement.
    public sealed interface Cause {

        /// For an order: each kind of movement once per product.
        record Order(OrderId orderId) implements Cause {
        }

        /// A change by the warehouse.
        record Warehouse() implements Cause {
        }

    }

    /// The change of the pieces on hand.
    public int onHandChange() {
        return this.kind.onHand * this.quantity.value();
    }

    /// The change of the reserved pieces.
    public int reservedChange() {
        return this.kind.reserved * this.quantity.value();
    }

    /// The change of the shipped pieces.
    public int shippedChange() {
        return this.kind.shipped * this.quantity.value();
    }

}
