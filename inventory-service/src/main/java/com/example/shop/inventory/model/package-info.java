/// The rules of products, stock and reservations in plain Java: no Spring, no SQL, no JSON.
///
/// Start with {@link com.example.shop.inventory.model.Reservation}; all transitions are in one table, in
/// {@link com.example.shop.inventory.model.ReservationStatus}.
@NullMarked
package com.example.shop.inventory.model;

import org.jspecify.annotations.NullMarked;
