package com.example.shop.order.model;

import java.util.List;

/// The status of an order.
public enum OrderStatus {

    /// Accepted; the reply event of inventory is pending.
    PENDING,

    /// The goods are reserved.
    CONFIRMED,

    /// Final: the goods are out of stock.
    REJECTED,

    /// A cancellation is requested; the reply event of inventory is pending.
    CANCELLING,

    /// Final: nothing is reserved any more.
    CANCELLED,

    /// Final: the goods have left.
    SHIPPED;

    /// The one table of all transitions.
    ///
    /// Inventory knows where the goods are, so its final events, released and shipped,
    /// decide even if no cancellation was requested. Goods are shipped only after
    /// inventory knows that the order is CONFIRMED. So a PENDING order may be cancelled
    /// at its deadline, while a CANCELLING one has to wait for the reply event and asks
    /// again.
    public OrderTransition on(OrderTrigger trigger) {
        return switch (this) {
            case PENDING -> switch (trigger) {
                case STOCK_RESERVED -> become(CONFIRMED);
                case STOCK_REJECTED -> become(REJECTED);
                case STOCK_RELEASED, DEADLINE_PASSED -> become(CANCELLED);
                case STOCK_SHIPPED -> become(CONFIRMED, SHIPPED);
                case CANCELLATION_REQUESTED -> become(CANCELLING);
            };
            case CONFIRMED -> switch (trigger) {
                case STOCK_SHIPPED -> become(SHIPPED);
                case STOCK_RELEASED -> become(CANCELLED);
                case CANCELLATION_REQUESTED -> become(CANCELLING);
                case STOCK_RESERVED, STOCK_REJECTED, DEADLINE_PASSED -> new OrderTransition.None();
            };
            case CANCELLING -> switch (trigger) {
                case STOCK_RELEASED -> become(CANCELLED);
                case STOCK_SHIPPED -> become(CONFIRMED, SHIPPED);
                case DEADLINE_PASSED -> new OrderTransition.AskAgain();
                case STOCK_RESERVED, STOCK_REJECTED, CANCELLATION_REQUESTED -> new OrderTransition.None();
            };
            case REJECTED, CANCELLED, SHIPPED -> switch (trigger) {
                case CANCELLATION_REQUESTED -> new OrderTransition.NotAllowed();
                case STOCK_RESERVED, STOCK_REJECTED, STOCK_RELEASED, STOCK_SHIPPED, DEADLINE_PASSED ->
                    new OrderTransition.None();
            };
        };
    }

    /// Whether the order waits for a reply event of inventory, and so has a deadline.
    public boolean waits() {
        return this == PENDING || this == CANCELLING;
    }

    private static OrderTransition become(OrderStatus... statuses) {
        return new OrderTransition.To(List.of(statuses));
    }

}
