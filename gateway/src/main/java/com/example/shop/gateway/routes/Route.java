package com.example.shop.gateway.routes;

import java.util.List;
import java.util.Locale;

import org.springframework.http.HttpMethod;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

/// Every route: the operations of the API that share a service and the fate of a circuit breaker. Paths are passed on
/// unchanged. `GET` stands for `HEAD`, too.
///
/// Dead letters are routed by the service that could not handle them, parked events by the service that could not send
/// them.
enum Route {

    PRODUCT_READS(Service.INVENTORY, //
            new Operation(GET, "/api/products"), //
            new Operation(GET, "/api/products/{sku}")),

    PRODUCT_CHANGES(Service.INVENTORY, //
            new Operation(POST, "/api/products"), //
            new Operation(PUT, "/api/products/{sku}/price"), //
            new Operation(POST, "/api/products/{sku}/restock")),

    SHIPMENTS(Service.INVENTORY, //
            new Operation(POST, "/api/orders/{id}/shipment")),

    ORDER_READS(Service.ORDER, //
            new Operation(GET, "/api/orders"), //
            new Operation(GET, "/api/orders/{id}"), //
            new Operation(GET, "/api/orders/{id}/history")),

    ORDER_CHANGES(Service.ORDER, //
            new Operation(POST, "/api/orders"), //
            new Operation(POST, "/api/orders/{id}/cancellation")),

    ORDER_OPERATIONS(Service.ORDER, //
            new Operation(GET, "/api/operations/dead-letters/inventory.events"), //
            new Operation(POST, "/api/operations/dead-letters/inventory.events/replay"), //
            new Operation(GET, "/api/operations/dead-letters/inventory.products"), //
            new Operation(POST, "/api/operations/dead-letters/inventory.products/replay"), //
            new Operation(GET, "/api/operations/parked-events/order.events"), //
            new Operation(DELETE, "/api/operations/parked-events/order.events/{id}"), //
            new Operation(POST, "/api/operations/parked-events/order.events/{id}/release")),

    INVENTORY_OPERATIONS(Service.INVENTORY, //
            new Operation(GET, "/api/operations/dead-letters/order.events"), //
            new Operation(POST, "/api/operations/dead-letters/order.events/replay"), //
            new Operation(GET, "/api/operations/parked-events/inventory.events"), //
            new Operation(DELETE, "/api/operations/parked-events/inventory.events/{id}"), //
            new Operation(POST, "/api/operations/parked-events/inventory.events/{id}/release"), //
            new Operation(GET, "/api/operations/parked-events/inventory.products"), //
            new Operation(DELETE, "/api/operations/parked-events/inventory.products/{id}"), //
            new Operation(POST, "/api/operations/parked-events/inventory.products/{id}/release"));

    private final Service service;

    private final List<Operation> operations;

    Route(Service service, Operation... operations) {
        this.service = service;
        this.operations = List.of(operations);
    }

    Service service() {
        return this.service;
    }

    List<Operation> operations() {
        return this.operations;
    }

    /// Names the route, its breaker and its metrics, such as `order-reads`.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// One thing the API can do.
    ///
    /// @param path a pattern, where `{..}` is one segment
    record Operation(HttpMethod method, String path) {
    }

}
