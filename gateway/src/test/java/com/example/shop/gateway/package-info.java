/// Tests of the gateway as a client meets it, with stand-ins for the services behind it.
@NullMarked
package com.example.shop.gateway;

import org.jspecify.annotations.NullMarked;
