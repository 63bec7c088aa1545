/// Which address leads to which service. Start with {@link com.example.shop.gateway.routes.Route}: an address that is not
/// listed there leads nowhere.
@NullMarked
package com.example.shop.gateway.routes;

import org.jspecify.annotations.NullMarked;
