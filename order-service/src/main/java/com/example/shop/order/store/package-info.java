/// The only place that writes SQL, and the only place events leave from: to save an order is to publish what happened
/// to it.
///
/// Start with `JdbcOrders`.
@NullMarked
package com.example.shop.order.store;

import org.jspecify.annotations.NullMarked;
