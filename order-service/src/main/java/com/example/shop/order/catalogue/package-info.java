/// What products cost: a local copy, kept current by inventory's events, so that orders come in while inventory is
/// away. Only for a product it has never heard of does it ask inventory over HTTP. Patterns: *Event-carried State
/// Transfer*; *Circuit Breaker* (Nygard, Release It!, 2018, chapter 5).
///
/// Start with `PricesFromCatalogue`.
@NullMarked
package com.example.shop.order.catalogue;

import org.jspecify.annotations.NullMarked;
