/// What several packages of the library need and none of them owns.
@NullMarked
package com.example.shop.common;

import org.jspecify.annotations.NullMarked;
