package com.example.shop.systemtests.checker;

import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the requests of the client.
final class Requests {

    private Requests() {
    }

    /// The quantities by sku of a placement.
    static Map<String, Long> lines(String body) {
        Map<String, Long> lines = new HashMap<>();
        for (JsonNode line : JsonMapper.shared().readTree(body).path("lines")) {
            lines.put(line.path("sku").asString(), line.path("quantity").asLong());
        }
        return lines;
    }

}
