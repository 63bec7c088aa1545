/// Lets goods go: the one step that cannot be taken back.
///
/// Start with {@link com.example.shop.inventory.shipment.ShipOrder}.
@NullMarked
package com.example.shop.inventory.shipment;

import org.jspecify.annotations.NullMarked;
