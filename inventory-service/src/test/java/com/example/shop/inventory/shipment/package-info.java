@NullMarked
package com.example.shop.inventory.shipment;

import org.jspecify.annotations.NullMarked;
