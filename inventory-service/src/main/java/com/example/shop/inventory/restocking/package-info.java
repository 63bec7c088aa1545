/// Adds stock of a product.
///
/// Start with {@link com.example.shop.inventory.restocking.RestockProduct}.
@NullMarked
package com.example.shop.inventory.restocking;

import org.jspecify.annotations.NullMarked;
