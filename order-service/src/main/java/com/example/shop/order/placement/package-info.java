/// Validates, prices and places an order; a duplicate request gets the stored response.
///
/// Start with `PlacementController`.
@NullMarked
package com.example.shop.order.placement;

import org.jspecify.annotations.NullMarked;
