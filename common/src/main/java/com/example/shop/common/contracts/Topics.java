package com.example.shop.common.contracts;

/// The topics of the shop.
public final class Topics {

    /// What happened to orders; keyed by order id.
    public static final String ORDER_EVENTS = "order.events";

    /// What inventory decided about orders; keyed by order id.
    public static final String INVENTORY_EVENTS = "inventory.events";

    /// Products as they are now; keyed by sku and compacted, so that a new reader finds
    /// each of them.
    public static final String INVENTORY_PRODUCTS = "inventory.products";

    private Topics() {
    }

}
