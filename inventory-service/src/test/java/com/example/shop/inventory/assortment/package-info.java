@NullMarked
package com.example.shop.inventory.assortment;

import org.jspecify.annotations.NullMarked;
