package com.example.shop.localplatform.infrastructure;

import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where PostgreSQL and Kafka come from.
enum InfrastructureChoice {

    AUTO, DOCKER, EMBEDDED;

    static final String PROPERTY = "infrastructure";

    private static final Logger log = LoggerFactory.getLogger(Infrastructure.class);

    static InfrastructureChoice fromSystemProperty() {
        return of(System.getProperty(PROPERTY, "auto"));
    }

    static InfrastructureChoice of(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "auto", "" -> AUTO;
            case "docker" -> DOCKER;
            case "embedded" -> EMBEDDED;
            default ->
                throw new IllegalArgumentException("-D" + PROPERTY + " must be auto, docker or embedded, was " + value);
        };
    }

    Infrastructure start() {
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
