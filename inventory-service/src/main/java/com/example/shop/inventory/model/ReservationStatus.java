package com.example.shop.inventory.model;

/// Where a reservation stands.
public enum ReservationStatus {

    /// The pieces are held; the order is not confirmed yet.
    HELD,

    /// The order stands: the pieces may leave.
    CONFIRMED,

    /// The pieces have left. Final.
    SHIPPED,

    /// Nothing is held any more, or never was because the order ended before it was heard
    /// of. Final.
    RELEASED,

    /// Nothing was held, for lack of stock. Final.
    REJECTED;

    /// Tells what follows: the one table of all transitions.
    public Reaction on(Trigger trigger) {
        return switch (trigger) {
            case ORDER_CONFIRMED -> switch (this) {
                case HELD -> Reaction.CONFIRM;
                case CONFIRMED, SHIPPED, RELEASED, REJECTED -> Reaction.IGNORE;
            };
            case CANCELLATION_REQUESTED -> switch (this) {
                case HELD, CONFIRMED -> Reaction.RELEASE;
                case SHIPPED -> Reaction.REPEAT_SHIPPED;
                case RELEASED, REJECTED -> Reaction.REPEAT_RELEASED;
            };
            case ORDER_CANCELLED -> switch (this) {
                case HELD, CONFIRMED -> Reaction.RELEASE;
                case SHIPPED, RELEASED, REJECTED -> Reaction.IGNORE;
            };
            case SHIPMENT_ASKED -> switch (this) {
                case CONFIRMED -> Reaction.SHIP;
                case SHIPPED -> Reaction.IGNORE;
                case HELD, RELEASED, REJECTED -> Reaction.REFUSE;
            };
        };
    }

    /// Whether pieces are held: `reserved` in the stock is the sum of these.
    public boolean holdsStock() {
        return switch (this) {
            case HELD, CONFIRMED -> true;
            case SHIPPED, RELEASED, REJECTED -> false;
        };
    }

}
