@NullMarked
package com.example.shop.inventory.restocking;

import org.jspecify.annotations.NullMarked;
