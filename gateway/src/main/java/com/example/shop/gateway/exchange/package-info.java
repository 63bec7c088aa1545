/// One request to one service: the request's body is read before, and the answer taken whole, so that nothing half done
/// is passed on in either direction and a request can be repeated.
///
/// Start with {@link com.example.shop.gateway.exchange.WholeExchange}.
@NullMarked
package com.example.shop.gateway.exchange;

import org.jspecify.annotations.NullMarked;
