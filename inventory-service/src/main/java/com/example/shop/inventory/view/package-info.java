/// What the outside sees of a product: the JSON that several slices answer with.
///
/// Start with {@link com.example.shop.inventory.view.ProductView}.
@NullMarked
package com.example.shop.inventory.view;

import org.jspecify.annotations.NullMarked;
