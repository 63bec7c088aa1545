/// Holds the goods of an order as soon as it is placed, and keeps them ready to leave once it is confirmed.
///
/// Start with {@link com.example.shop.inventory.reservation.ReserveStockWhenOrderPlaced}.
@NullMarked
package com.example.shop.inventory.reservation;

import org.jspecify.annotations.NullMarked;
