/// The JSON that several capabilities respond with, so that a product looks the same everywhere.
///
/// Start with {@link com.example.shop.inventory.view.ProductView}.
@NullMarked
package com.example.shop.inventory.view;

import org.jspecify.annotations.NullMarked;
