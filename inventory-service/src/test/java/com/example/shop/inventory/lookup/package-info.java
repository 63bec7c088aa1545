@NullMarked
package com.example.shop.inventory.lookup;

import org.jspecify.annotations.NullMarked;
