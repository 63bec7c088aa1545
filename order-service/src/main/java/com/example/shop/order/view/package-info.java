/// The JSON that several capabilities respond with, so that an order looks the same everywhere.
///
/// Start with {@link com.example.shop.order.view.OrderView}.
@NullMarked
package com.example.shop.order.view;

import org.jspecify.annotations.NullMarked;
