@NullMarked
package com.example.shop.localplatform;

import org.jspecify.annotations.NullMarked;
