/// Requests the cancellation of an order, and handles inventory's reply event. Inventory decides, because the goods may
/// have left.
///
/// Start with `CancellationController`.
@NullMarked
package com.example.shop.order.cancellation;

import org.jspecify.annotations.NullMarked;
