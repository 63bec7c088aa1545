/// Accepts orders and decides their fate.
///
/// Start with `placement`, where an order comes in, then follow it to `model` and `store`.
@NullMarked
package com.example.shop.order;

import org.jspecify.annotations.NullMarked;
