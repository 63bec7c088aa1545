package com.example.shop.localplatform;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The services of the platform, as this module knows them: by their jars, not by their classes.
public enum Service {

    /// Accepts orders and decides whether they are confirmed.
    ORDER("order-service", "orders", 8081),

    /// Owns products, stock and reservations.
    INVENTORY("inventory-service", "inventory", 8082),

    /// The only way in from outside.
    GATEWAY("gateway", null, 8080);

    /// Small, so that all ports of the platform differ in their last two digits: two
    /// platforms whose offsets are whole hundreds never want the same port.
    private static final int MANAGEMENT_PORT_DISTANCE = 5;

    private final String module;

    private final @Nullable String databaseName;

    private final int port;

    Service(String module, @Nullable String databaseName, int port) {
        this.module = module;
        this.databaseName = databaseName;
        this.port = port;
    }

    /// The name of the Maven module, of the log file and of the application in traces and
    /// logs.
    public String module() {
        return this.module;
    }

    /// The name of the service's database and of the role that owns it; the gateway has
    /// none.
    public Optional<String> databaseName() {
        return Optional.ofNullable(this.databaseName);
    }

    /// The port that `./run` gives it by default.
    int port() {
        return this.port;
    }

    /// The management port that `./run` gives it by default.
    int managementPort() {
        return this.port + MANAGEMENT_PORT_DISTANCE;
    }

}
