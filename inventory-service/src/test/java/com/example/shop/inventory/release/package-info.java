@NullMarked
package com.example.shop.inventory.release;

import org.jspecify.annotations.NullMarked;
