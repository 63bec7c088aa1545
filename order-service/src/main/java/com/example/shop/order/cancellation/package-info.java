/// An order is to be cancelled: the question, and inventory's answer to it. A request, for the goods may have left.
///
/// Start with `CancellationController`.
@NullMarked
package com.example.shop.order.cancellation;

import org.jspecify.annotations.NullMarked;
