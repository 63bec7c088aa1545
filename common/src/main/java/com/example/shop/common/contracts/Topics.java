package com.example.shop.common.contracts;

/// The names of the topics that services share.
public final class Topics {

    /// What happened to orders; keyed by order id.
    public static final String ORDER_EVENTS = "order.events";

    /// What inventory answered about orders; keyed by order id.
    public static final String INVENTORY_EVENTS = "inventory.events";

    /// Products as they are now; keyed by sku and compacted, so that a new reader finds
    /// each of them.
    public static final String INVENTORY_PRODUCTS = "inventory.products";

    private Topics() {
    }

    /// Names the topic that takes the records of `topic` which their consumer had to give
    /// up on.
    public static String deadLettersOf(String topic) {
        return topic + "-dlt";
    }

}
