/// The JSON shape that several slices answer with, so that an order looks the same wherever it is shown.
///
/// Start with {@link com.example.shop.order.view.OrderView}.
@NullMarked
package com.example.shop.order.view;

import org.jspecify.annotations.NullMarked;
