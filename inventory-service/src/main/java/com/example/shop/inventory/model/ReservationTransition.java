package com.example.shop.inventory.model;

/// What a {@link ReservationTrigger} does to a reservation.
public enum ReservationTransition {

    /// Lets the goods leave from now on; makes no event.
    CONFIRM,

    /// Frees the goods and says so.
    RELEASE,

    /// Lets the goods go and says so.
    SHIP,

    /// Stays as it is and says again that nothing is held.
    REPEAT_RELEASED,

    /// Stays as it is and says again that the goods have left.
    REPEAT_SHIPPED,

    /// Stays as it is: late or repeated, it changes nothing.
    NONE,

    /// Stays as it is and says so: what was asked for is not possible now.
    NOT_ALLOWED

}
