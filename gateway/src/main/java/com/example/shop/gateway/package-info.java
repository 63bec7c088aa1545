/// The only door from outside. Start with the list of routes in {@link com.example.shop.gateway.routes}.
@NullMarked
package com.example.shop.gateway;

import org.jspecify.annotations.NullMarked;
