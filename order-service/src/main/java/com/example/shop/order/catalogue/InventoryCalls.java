package com.example.shop.order.catalogue;

import java.net.http.HttpClient;
import java.util.Optional;

import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/// One HTTP call to inventory-service, as it is.
@Component
class InventoryCalls {

    private final RestClient http;

    InventoryCalls(RestClient.Builder builder, CatalogueProperties properties) {
        HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.inventoryConnectTimeout())
            .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.inventoryReadTimeout());
        this.http = builder.requestFactory(requests).baseUrl(properties.inventoryAddress().toString()).build();
    }

    /// @return empty if inventory says that there is no such product
    Optional<Product> product(Sku sku) {
        try {
            ProductAnswer answer = this.http.get()
                .uri("/api/products/{sku}", sku.value())
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .body(ProductAnswer.class);
            return Optional.ofNullable(answer).map(ProductAnswer::product);
        }
        catch (HttpClientErrorException ex) {
            if (isInventorysWord(ex)) {
                return Optional.empty();
            }
            throw ex;
        }
    }

    /// Anything can answer 404 at a wrong address; a problem is what inventory answers
    /// with.
    private static boolean isInventorysWord(HttpClientErrorException answer) {
        return answer.getStatusCode() == HttpStatus.NOT_FOUND && answer.getResponseHeaders() != null
                && MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(answer.getResponseHeaders().getContentType());
    }

}
