package com.example.shop.inventory.model;

/// One line of the ledger: so many pieces of a product moved from one place to another. The ledger, replayed from the
/// start, is the stock.
///
/// @param cause why; together with sku and kind it happens once at most
public record StockMovement(Sku sku, Kind kind, Quantity quantity, Cause cause) {

    /// What a piece does. The factors say what becomes of the three counts.
    public enum Kind {

        /// The first pieces, when the product is registered.
        RECEIVED(1, 0, 0),

        /// More pieces of a product that is known.
        RESTOCKED(1, 0, 0),

        /// Free pieces are held for an order.
        RESERVED(-1, 1, 0),

        /// Held pieces are free again.
        RELEASED(1, -1, 0),

        /// Held pieces leave.
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

    /// Why pieces move.
    public sealed interface Cause {

        /// For an order: each kind of movement once per product.
        record Order(OrderId orderId) implements Cause {
        }

        /// By the hand of the warehouse.
        record Warehouse() implements Cause {
        }

    }

    /// Change of the free pieces.
    public int onHandChange() {
        return this.kind.onHand * this.quantity.value();
    }

    /// Change of the held pieces.
    public int reservedChange() {
        return this.kind.reserved * this.quantity.value();
    }

    /// Change of the pieces that have left.
    public int shippedChange() {
        return this.kind.shipped * this.quantity.value();
    }

}
