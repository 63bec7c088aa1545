/// What products cost: a local copy, kept current by inventory's events, so that orders can be placed while inventory is
/// away. Inventory is asked over HTTP only for a product that is not in the copy. Patterns: *Event-carried State
/// Transfer*; *Circuit Breaker* (Nygard, Release It!, 2018, chapter 5).
///
/// Start with `PricesFromCatalogue`.
@NullMarked
package com.example.shop.order.catalogue;

import org.jspecify.annotations.NullMarked;
