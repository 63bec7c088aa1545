/// The way of a request from its route to a service and back: stored responses, time limit, bulkhead, retry and breaker, and
/// the call itself.
///
/// Start with {@link com.example.shop.gateway.forwarding.Resilience}, then
/// {@link com.example.shop.gateway.forwarding.ServiceProxy}.
@NullMarked
package com.example.shop.gateway.forwarding;

import org.jspecify.annotations.NullMarked;
