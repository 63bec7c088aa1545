package com.example.shop.common.security;

/// The roles a token can carry in its `roles` claim; used as `@RolesAllowed(Roles.CUSTOMER)`.
public final class Roles {

    /// Places orders and sees its own.
    public static final String CUSTOMER = "CUSTOMER";

    /// Keeps products and stock, ships orders.
    public static final String WAREHOUSE = "WAREHOUSE";

    /// Sees every order and cares for what got stuck.
    public static final String OPERATOR = "OPERATOR";

    private Roles() {
    }

}
