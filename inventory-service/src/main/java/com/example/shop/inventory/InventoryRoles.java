package com.example.shop.inventory;

/// The roles that only this service knows; used as `@RolesAllowed(InventoryRoles.WAREHOUSE)`.
public final class InventoryRoles {

    /// Manages products and stock, ships orders.
    public static final String WAREHOUSE = "WAREHOUSE";

    private InventoryRoles() {
    }

}
