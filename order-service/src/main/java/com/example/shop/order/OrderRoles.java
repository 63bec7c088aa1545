package com.example.shop.order;

/// The roles that only this service knows; used as `@RolesAllowed(OrderRoles.CUSTOMER)`.
public final class OrderRoles {

    /// Places orders and sees its own.
    public static final String CUSTOMER = "CUSTOMER";

    private OrderRoles() {
    }

}
