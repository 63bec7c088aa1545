package com.example.shop.inventory.assortment;

import com.example.shop.inventory.model.Money;
import com.example.shop.inventory.model.ProductName;
import com.example.shop.inventory.model.Sku;

/// @param onHand the first stock, 0 or more
record NewProduct(Sku sku, ProductName name, Money price, int onHand) {
}
