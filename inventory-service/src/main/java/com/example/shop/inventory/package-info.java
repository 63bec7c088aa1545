/// Owns products, stock and reservations.
///
/// `model` holds the rules, each other package a thing the business does, `store` what is saved and published. Start with
/// the walk of one order: `reservation`, then `release` or `shipment`.
@NullMarked
package com.example.shop.inventory;

import org.jspecify.annotations.NullMarked;
