/// What becomes of an order: inventory's answers, and the deadline for when none comes. Pattern: *Saga*, by choreography
/// (Richardson, Microservices Patterns, 2018, chapter 4).
///
/// Start with `ConfirmOrderWhenStockReserved`.
@NullMarked
package com.example.shop.order.decision;

import org.jspecify.annotations.NullMarked;
