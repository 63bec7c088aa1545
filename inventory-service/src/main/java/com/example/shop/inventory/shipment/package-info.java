/// Ships the goods of an order, which cannot be undone.
///
/// Start with {@link com.example.shop.inventory.shipment.ShipOrder}.
@NullMarked
package com.example.shop.inventory.shipment;

import org.jspecify.annotations.NullMarked;
