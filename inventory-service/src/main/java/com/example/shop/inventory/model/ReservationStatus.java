package com.example.shop.inventory.model;

/// The status of a reservation.
public enum ReservationStatus {

    /// The pieces are held; the order is not confirmed yet.
    HELD,

    /// The order is confirmed: the pieces may be shipped.
    CONFIRMED,

    /// The pieces have left. Final.
    SHIPPED,

    /// Nothing is held any more, or nothing ever was because the order ended before its
    /// OrderPlaced arrived. Final.
    RELEASED,

    /// Nothing was held because stock was short. Final.
    REJECTED;

    /// The one table of all transitions.
    public ReservationTransition on(ReservationTrigger trigger) {
        return switch (trigger) {
            case ORDER_CONFIRMED -> switch (this) {
                case HELD -> ReservationTransition.CONFIRM;
                case CONFIRMED, SHIPPED, RELEASED, REJECTED -> ReservationTransition.NONE;
            };
            case CANCELLATION_REQUESTED -> switch (this) {
                case HELD, CONFIRMED -> ReservationTransition.RELEASE;
                case SHIPPED -> ReservationTransition.REPEAT_SHIPPED;
                case RELEASED, REJECTED -> ReservationTransition.REPEAT_RELEASED;
            };
            case ORDER_CANCELLED -> switch (this) {
                case HELD, CONFIRMED -> ReservationTransition.RELEASE;
                case SHIPPED, RELEASED, REJECTED -> ReservationTransition.NONE;
            };
            case SHIPMENT_REQUESTED -> switch (this) {
                case CONFIRMED -> ReservationTransition.SHIP;
                case SHIPPED -> ReservationTransition.NONE;
                case HELD, RELEASED, REJECTED -> ReservationTransition.NOT_ALLOWED;
            };
        };
    }

    /// Whether pieces are held; `reserved` in the stock is the sum of all held pieces.
    public boolean holdsStock() {
        return switch (this) {
            case HELD, CONFIRMED -> true;
            case SHIPPED, RELEASED, REJECTED -> false;
        };
    }

}
