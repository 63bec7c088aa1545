/// Decides what is sold and at what price; order-service hears of every change.
///
/// Start with {@link com.example.shop.inventory.assortment.AssortmentController}.
@NullMarked
package com.example.shop.inventory.assortment;

import org.jspecify.annotations.NullMarked;
