/// The only package that writes rows and appends events: saving an order also appends its events.
///
/// Start with `JdbcOrders`.
@NullMarked
package com.example.shop.order.store;

import org.jspecify.annotations.NullMarked;
