package com.example.shop.inventory.restocking;

import java.util.Optional;

import com.example.shop.inventory.model.Product;
import com.example.shop.inventory.model.Products;
import com.example.shop.inventory.model.Quantity;
import com.example.shop.inventory.model.RequestKey;
import com.example.shop.inventory.model.RestockAnswer;
import com.example.shop.inventory.model.RestockAnswers;
import com.example.shop.inventory.model.Sku;
import com.example.shop.inventory.model.StockItem;
import com.example.shop.inventory.model.StockItems;
import com.example.shop.inventory.view.ProductView;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class RestockProduct {

    private final Products products;

    private final StockItems stockItems;

    private final RestockAnswers answers;

    private final JsonMapper json;

    RestockProduct(Products products, StockItems stockItems, RestockAnswers answers, JsonMapper json) {
        this.products = products;
        this.stockItems = stockItems;
        this.answers = answers;
        this.json = json;
    }

    /// The stock is locked before the key is looked up: a twin of the request waits there
    /// and then finds the answer.
    @Transactional
    Answer restock(Sku sku, Quantity quantity, Optional<RequestKey> key) {
        Optional<Product> product = this.products.find(sku);
        Optional<StockItem> stock = this.stockItems.lock(sku);
        if (product.isEmpty() || stock.isEmpty()) {
            return new Answer.Unknown();
        }
        Optional<RestockAnswer> first = key.flatMap(this.answers::find);
        if (first.isPresent()) {
            return first.get().isTo(sku, quantity) ? new Answer.Repeated(first.get().body()) : new Answer.KeyReused();
        }
        stock.get().restock(quantity);
        byte[] body = this.json.writeValueAsBytes(ProductView.of(product.get(), stock.get()));
        if (key.isPresent() && !this.answers.keep(key.get(), new RestockAnswer(sku, quantity, body))) {
            return new Answer.KeyReused(); // at this moment, for another product
        }
        this.stockItems.save(stock.get());
        return new Answer.Restocked(body);
    }

    sealed interface Answer {

        /// @param body the product as it is now, in JSON
        record Restocked(byte[] body) implements Answer {
        }

        /// @param body what was answered the first time
        record Repeated(byte[] body) implements Answer {
        }

        record KeyReused() implements Answer {
        }

        record Unknown() implements Answer {
        }

    }

}
