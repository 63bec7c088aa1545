/// The rules of orders in plain Java: no Spring, no SQL, no JSON.
///
/// Start with {@link com.example.shop.order.model.Order}; all transitions are in one table, in
/// {@link com.example.shop.order.model.OrderStatus}.
@NullMarked
package com.example.shop.order.model;

import org.jspecify.annotations.NullMarked;
