/// Keeps a sick service from making clients wait, and from making the other service suffer: per route a circuit breaker, a
/// limit of requests at a time, a time limit and at most one retry.
///
/// Start with {@link com.example.shop.gateway.resilience.Resilience}.
@NullMarked
package com.example.shop.gateway.resilience;

import org.jspecify.annotations.NullMarked;
