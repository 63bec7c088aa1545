/// The rules of stock in plain Java: what there is, who it is held for, and what may become of it.
///
/// Start with {@link com.example.shop.inventory.model.Reservation}; its life is the table in
/// {@link com.example.shop.inventory.model.ReservationStatus}.
@NullMarked
package com.example.shop.inventory.model;

import org.jspecify.annotations.NullMarked;
