@NullMarked
package com.example.shop.inventory.store;

import org.jspecify.annotations.NullMarked;
