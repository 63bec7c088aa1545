package com.example.shop.inventory;

/// The roles that only this service uses, as in `@RolesAllowed(InventoryRoles.WAREHOUSE)`.
public final class InventoryRoles {

    /// May manage products and stock, and ship orders.
    public static final String WAREHOUSE = "WAREHOUSE";

    private InventoryRoles() {
    }

}
