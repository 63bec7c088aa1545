/// Rules that hold for all of `common`.
@NullMarked
package com.example.shop.common;

import org.jspecify.annotations.NullMarked;
