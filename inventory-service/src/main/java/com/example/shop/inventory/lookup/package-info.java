/// Shows products, straight from SQL.
///
/// Start with {@link com.example.shop.inventory.lookup.ProductLookupController}.
@NullMarked
package com.example.shop.inventory.lookup;

import org.jspecify.annotations.NullMarked;
