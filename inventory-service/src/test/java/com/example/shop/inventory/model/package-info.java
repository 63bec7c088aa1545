@NullMarked
package com.example.shop.inventory.model;

import org.jspecify.annotations.NullMarked;
