/// Reads products from SQL to JSON, without the model in between.
///
/// Start with {@link com.example.shop.inventory.lookup.ProductLookupController}.
@NullMarked
package com.example.shop.inventory.lookup;

import org.jspecify.annotations.NullMarked;
