/// What a client may not tell the services: who it is, where it comes from, and what belongs to the connection alone.
@NullMarked
package com.example.shop.gateway.headers;

import org.jspecify.annotations.NullMarked;
