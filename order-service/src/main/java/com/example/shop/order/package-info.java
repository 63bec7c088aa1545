/// Accepts orders and decides their outcome.
///
/// Start with `placement`, which accepts an order, then follow the order to `model` and `store`.
@NullMarked
package com.example.shop.order;

import org.jspecify.annotations.NullMarked;
