/// Releases the stock of an order that ends, and decides whether an order can still be cancelled.
///
/// Start with {@link com.example.shop.inventory.release.ReleaseStockWhenCancellationRequested}.
@NullMarked
package com.example.shop.inventory.release;

import org.jspecify.annotations.NullMarked;
