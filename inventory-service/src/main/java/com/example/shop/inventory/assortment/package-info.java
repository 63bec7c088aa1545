/// Manages products and prices; every change is published to order-service.
///
/// Start with {@link com.example.shop.inventory.assortment.AssortmentController}.
@NullMarked
package com.example.shop.inventory.assortment;

import org.jspecify.annotations.NullMarked;
