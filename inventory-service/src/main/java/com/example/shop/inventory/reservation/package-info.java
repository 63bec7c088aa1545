/// Reserves the stock of an order when it is placed, and allows its shipment when it is confirmed.
///
/// Start with {@link com.example.shop.inventory.reservation.ReserveStockWhenOrderPlaced}.
@NullMarked
package com.example.shop.inventory.reservation;

import org.jspecify.annotations.NullMarked;
