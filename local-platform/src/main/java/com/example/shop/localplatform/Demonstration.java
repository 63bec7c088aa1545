package com.example.shop.localplatform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import com.example.shop.localplatform.infrastructure.Waiting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Orders one product for alice through the gateway, and shows each step of the way when it is seen to happen.
final class Demonstration {

    private static final String CUSTOMER = "alice";

    private static final int CLIENTS = 8;

    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;

    private final String bootstrapServers;

    private final Console console;

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    /// The steps that have begun and are not done yet, by what they wait for.
    private final Map<String, Console.Step> open = new LinkedHashMap<>();

    Demonstration(URI gateway, String bootstrapServers, Console console) {
        this.gateway = gateway;
        this.bootstrapServers = bootstrapServers;
        this.console = console;
    }

    /// @return whether the order was confirmed
    boolean run() {
        this.console.say("\nAn order for " + CUSTOMER + ", through the gateway");
        this.open.put("token", this.console.begin("token"));
        try (EventWatch watch = new EventWatch(this.bootstrapServers, LONGEST_STEP)) {
            String token = token();
            done("token", "from /oauth2/token, valid for 5 minutes");

            this.open.put("order placed", this.console.begin("order placed"));
            Product product = productInStock();
            long begin = System.nanoTime();
            String id = place(token, product).path("id").asString();
            done("order placed", "201, PENDING: 1 x " + product.name());

            this.open.put("OrderPlaced", this.console.begin("event sent", begin));
            this.open.put("StockReserved", this.console.begin("stock reserved", begin));
            this.open.put("CONFIRMED", this.console.begin("order decided", begin));
            follow(watch, token, id);
            return true;
        }
        catch (DemonstrationFailed | IllegalStateException ex) {
            this.open.values().forEach((step) -> step.failed(String.valueOf(ex.getMessage())));
            return false;
        }
    }

    /// Places so many orders and reads each of them, a few at a time.
    void repeat(int orders) {
        String token = token();
        Product product = productInStock();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < orders; i++) {
                clients.submit(() -> send(order(token, place(token, product).path("id").asString()), 200));
            }
        }
    }

    private void follow(EventWatch watch, String token, String id) {
        HttpRequest order = order(token, id);
        boolean complete = Waiting.until(() -> {
            for (EventWatch.Event event : watch.next(POLL)) {
                if (id.equals(event.aggregateId())) {
                    done(event.type(), event.type() + " seen on " + event.topic());
                }
            }
            if (this.open.containsKey("CONFIRMED")) {
                String status = send(order, 200).path("status").asString();
                done(status, status);
                if (!status.equals("PENDING") && !status.equals("CONFIRMED")) {
                    throw new DemonstrationFailed("the order is " + status);
                }
            }
            return this.open.isEmpty();
        }, LONGEST_STEP, Duration.ZERO);
        if (!complete) {
            throw new DemonstrationFailed("not seen within " + LONGEST_STEP.toSeconds() + " s");
        }
    }

    private void done(String step, String detail) {
        Console.Step finished = this.open.remove(step);
        if (finished != null) {
            finished.done(detail);
        }
    }

    private String token() {
        String credentials = CUSTOMER + ":" + CUSTOMER + "-secret";
        HttpRequest request = request("/oauth2/token")
            .header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
        return send(request, 200).path("access_token").asString();
    }

    // On an empty database the catalogue is written while the service starts.
    private Product productInStock() {
        HttpRequest request = request("/api/products?size=100").GET().build();
        AtomicReference<JsonNode> items = new AtomicReference<>(JSON.createArrayNode());
        if (!Waiting.until(() -> {
            items.set(send(request, 200).path("items"));
            return !items.get().isEmpty();
        }, LONGEST_STEP, POLL)) {
            throw new DemonstrationFailed("the catalogue is empty");
        }
        for (JsonNode item : items.get()) {
            if (item.path("stock").path("onHand").asInt() > 0) {
                return new Product(item.path("sku").asString(), item.path("name").asString());
            }
        }
        throw new DemonstrationFailed("nothing is left in stock; ./run --fresh fills it again");
    }

    private JsonNode place(String token, Product product) {
        String body = "{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(product.sku());
        HttpRequest request = request("/api/orders").header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return send(request, 201);
    }

    private HttpRequest order(String token, String id) {
        return request("/api/orders/" + id).header("Authorization", "Bearer " + token).GET().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(this.gateway.resolve(path)).timeout(LONGEST_STEP);
    }

    private JsonNode send(HttpRequest request, int expectedStatus) {
        try {
            HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expectedStatus) {
                throw new DemonstrationFailed("%s %s returned %d: %s".formatted(request.method(),
                        request.uri().getPath(), response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        }
        catch (IOException ex) {
            throw new DemonstrationFailed(request.uri().getPath() + " did not respond");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("interrupted");
        }
    }

    private record Product(String sku, String name) {
    }

    private static final class DemonstrationFailed extends RuntimeException {

        private DemonstrationFailed(String reason) {
            super(reason);
        }

    }

}
