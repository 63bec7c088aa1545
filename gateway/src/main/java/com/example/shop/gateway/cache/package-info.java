/// Keeps the public responses about products for a few seconds, so that a crowd looking at the catalogue is one request to
/// inventory.
///
/// Start with {@link com.example.shop.gateway.cache.ResponseCache}.
@NullMarked
package com.example.shop.gateway.cache;

import org.jspecify.annotations.NullMarked;
