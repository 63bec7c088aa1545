@NullMarked
package com.example.shop.inventory.reservation;

import org.jspecify.annotations.NullMarked;
