package com.example.shop.systemtests.checker;

import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what the client had sent.
final class Requests {

    private Requests() {
    }

    /// The quantity by sku that a placement asked for.
    static Map<String, Long> lines(String body) {
        Map<String, Long> lines = new HashMap<>();
        for (JsonNode line : JsonMapper.shared().readTree(body).path("lines")) {
            lines.put(line.path("sku").asString(), line.path("quantity").asLong());
        }
        return lines;
    }

}
