package com.example.shop.order.catalogue;

import java.math.BigDecimal;

import com.example.shop.order.model.Money;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// The part of inventory-service's API that order-service calls. Its address and timeouts are set under
/// `spring.http.serviceclient.inventory`.
interface InventoryClient {

    @GetExchange(url = "/api/products/{sku}", accept = MediaType.APPLICATION_JSON_VALUE)
    ProductResponse product(@PathVariable String sku);

    /// The fields that order-service needs.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ProductResponse(String sku, String name, Price unitPrice) {

        @JsonIgnoreProperties(ignoreUnknown = true)
        record Price(String amount, String currency) {
        }

        Product product() {
            return new Product(new Sku(this.sku), this.name,
                    Money.of(new BigDecimal(this.unitPrice.amount()), this.unitPrice.currency()));
        }

    }

}
