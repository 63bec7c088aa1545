/// Decides the outcome of an order, by inventory's reply events or by the deadline if none arrives. Pattern: *Saga*, by choreography
/// (Richardson, Microservices Patterns, 2018, chapter 4).
///
/// Start with `ConfirmOrderWhenStockReserved`.
@NullMarked
package com.example.shop.order.decision;

import org.jspecify.annotations.NullMarked;
