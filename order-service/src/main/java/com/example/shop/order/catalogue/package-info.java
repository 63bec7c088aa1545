/// The prices of products: a local copy, updated by inventory's events, so that orders can be placed while inventory is
/// down. Inventory is called over HTTP only for a product that is not in the copy. Patterns: *Event-carried State
/// Transfer*; *Circuit Breaker* (Nygard, Release It!, 2018, chapter 5).
///
/// Start with `PricesFromCatalogue`.
@NullMarked
package com.example.shop.order.catalogue;

import org.jspecify.annotations.NullMarked;
