package com.example.shop.localplatform.infrastructure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where PostgreSQL and Kafka come from.
enum InfrastructureChoice {

    AUTO, DOCKER, EMBEDDED;

    private static final Logger log = LoggerFactory.getLogger(Infrastructure.class);

    private static @Nullable Infrastructure shared;

    /// The one infrastructure that all tests of a JVM share.
    static synchronized Infrastructure shared() {
        Infrastructure started = shared;
        if (started == null) {
            started = of(System.getProperty("infrastructure", "")).start();
            shared = started;
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "infrastructure-close"));
        }
        return started;
    }

    static InfrastructureChoice of(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "auto", "" -> AUTO;
            case "docker" -> DOCKER;
            case "embedded" -> EMBEDDED;
            default ->
                throw new IllegalArgumentException("-Dinfrastructure must be auto, docker or embedded, was " + value);
        };
    }

    private Infrastructure start() {
        return switch (this) {
            case EMBEDDED -> embedded("-Dinfrastructure=embedded asks for it");
            case DOCKER -> docker("-Dinfrastructure=docker asks for it");
            case AUTO -> automatic();
        };
    }

    private static Infrastructure automatic() {
        if (!DockerInfrastructure.isUsable()) {
            return embedded("no Docker engine is usable");
        }
        try {
            return docker("a Docker engine answers");
        }
        catch (RuntimeException ex) {
            return embedded("a Docker engine answers, but the containers do not start: " + ex.getMessage());
        }
    }

    private static Infrastructure embedded(String reason) {
        log.info("Infrastructure: embedded PostgreSQL and Kafka ({})", reason);
        return EmbeddedInfrastructure.startThrowAway();
    }

    private static Infrastructure docker(String reason) {
        log.info("Infrastructure: PostgreSQL and Kafka in Docker ({})", reason);
        return DockerInfrastructure.start();
    }

}
