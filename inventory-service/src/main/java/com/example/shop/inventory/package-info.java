/// Owns products, stock and reservations.
///
/// `model` holds the rules, `store` saves and appends events, `view` has the JSON of responses, and each other package is one
/// business capability. Start with the path of one order: `reservation`, then `release` or `shipment`.
@NullMarked
package com.example.shop.inventory;

import org.jspecify.annotations.NullMarked;
