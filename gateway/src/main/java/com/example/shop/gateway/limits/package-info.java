/// How often one caller may ask. Start with {@link com.example.shop.gateway.limits.RateLimits}.
@NullMarked
package com.example.shop.gateway.limits;

import org.jspecify.annotations.NullMarked;
