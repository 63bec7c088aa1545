@NullMarked
package com.example.shop.localplatform.infrastructure;

import org.jspecify.annotations.NullMarked;
