package com.example.shop.inventory.model;

/// What a {@link ReservationTrigger} does to a reservation.
public enum ReservationTransition {

    /// The goods may be shipped from now on; makes no event.
    CONFIRM,

    /// Releases the goods and publishes it.
    RELEASE,

    /// Ships the goods and publishes it.
    SHIP,

    /// The status stays; publishes again that nothing is held.
    REPEAT_RELEASED,

    /// The status stays; publishes again that the goods have left.
    REPEAT_SHIPPED,

    /// The status stays: a late or repeated trigger changes nothing.
    NONE,

    /// The status stays, and the caller gets an error: the requested change is not
    /// possible.
    NOT_ALLOWED

}
