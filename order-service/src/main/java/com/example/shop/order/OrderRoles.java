package com.example.shop.order;

/// The roles that only this service uses, as in `@RolesAllowed(OrderRoles.CUSTOMER)`.
public final class OrderRoles {

    /// May place orders and see its own.
    public static final String CUSTOMER = "CUSTOMER";

    private OrderRoles() {
    }

}
