package com.example.shop.localplatform;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Orders one product for alice through the gateway, and shows each step of the way when it is seen to happen.
final class Demonstration {

    static final String CUSTOMER = "alice";

    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;

    private final String bootstrapServers;

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    private final Checklist.Item token;

    private final Checklist.Item accepted;

    private final Checklist.Item sent;

    private final Checklist.Item reserved;

    private final Checklist.Item decided;

    Demonstration(URI gateway, String bootstrapServers, Checklist checklist) {
        this.gateway = gateway;
        this.bootstrapServers = bootstrapServers;
        Checklist.Section section = checklist.section("An order for " + CUSTOMER + ", through the gateway");
        this.token = section.item("token");
        this.accepted = section.item("order placed");
        this.sent = section.item("event sent");
        this.reserved = section.item("stock reserved");
        this.decided = section.item("order decided");
    }

    /// @return whether the order was confirmed
    boolean run() {
        Checklist.Item current = this.token;
        try (EventWatch watch = EventWatch.fromNowOn(this.bootstrapServers, LONGEST_STEP)) {
            this.token.start();
            String bearer = token();
            this.token.done("from /oauth2/token, valid for 5 minutes");

            current = this.accepted;
            Product product = productInStock();
            long begin = System.nanoTime();
            this.accepted.startAt(begin);
            JsonNode order = place(bearer, product);
            String id = order.path("id").asString();
            this.accepted.done("201, PENDING: 1 x " + product.name());

            this.sent.startAt(begin);
            this.reserved.startAt(begin);
            this.decided.startAt(begin);
            current = this.decided;
            CompletableFuture<Boolean> events = watchInBackground(watch, id);
            String status = awaitDecision(bearer, id);
            if (!status.equals("CONFIRMED")) {
                throw new DemonstrationFailed("the order is " + status);
            }
            this.decided.done(status);
            current = this.reserved;
            awaitEvents(events);
            return true;
        }
        catch (DemonstrationFailed | IllegalStateException ex) {
            current.failed(String.valueOf(ex.getMessage()));
            return false;
        }
    }

    private String token() {
        String credentials = CUSTOMER + ":" + CUSTOMER + "-secret";
        HttpRequest request = request("/oauth2/token")
            .header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers
                .ofString("grant_type=" + URLEncoder.encode("client_credentials", StandardCharsets.UTF_8)))
            .build();
        return answer(request, 200).path("access_token").asString();
    }

    // On an empty database the catalogue is written while the service starts.
    private Product productInStock() {
        long deadline = System.nanoTime() + LONGEST_STEP.toNanos();
        while (true) {
            JsonNode items = answer(request("/api/products?size=100").GET().build(), 200).path("items");
            for (JsonNode item : items) {
                if (item.path("stock").path("onHand").asInt() > 0) {
                    return new Product(item.path("sku").asString(), item.path("name").asString());
                }
            }
            if (!items.isEmpty()) {
                throw new DemonstrationFailed("nothing is left in stock; ./run --fresh fills it again");
            }
            if (System.nanoTime() > deadline) {
                throw new DemonstrationFailed("the catalogue is empty");
            }
            pause();
        }
    }

    private JsonNode place(String bearer, Product product) {
        String body = JSON.writeValueAsString(Map.of("lines", List.of(Map.of("sku", product.sku(), "quantity", 1))));
        HttpRequest request = request("/api/orders").header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return answer(request, 201);
    }

    private CompletableFuture<Boolean> watchInBackground(EventWatch watch, String id) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("event-watch").start(() -> {
            try {
                answered.complete(watch.tell(id, this::isAnswer, LONGEST_STEP));
            }
            catch (RuntimeException ex) {
                answered.completeExceptionally(ex);
            }
        });
        return answered;
    }

    private boolean isAnswer(String topic, String type) {
        String detail = type + " seen on " + topic;
        return switch (type) {
            case "OrderPlaced" -> {
                this.sent.done(detail);
                yield false;
            }
            case "StockReserved" -> {
                this.reserved.done(detail);
                yield true;
            }
            case "StockRejected" -> {
                this.reserved.failed(detail);
                yield true;
            }
            default -> false;
        };
    }

    private static void awaitEvents(CompletableFuture<Boolean> events) {
        try {
            if (!events.get(LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemonstrationFailed("the answering event was not seen");
            }
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new DemonstrationFailed("the topics could not be watched");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("interrupted");
        }
    }

    private String awaitDecision(String bearer, String id) {
        HttpRequest request = request("/api/orders/" + id).header("Authorization", "Bearer " + bearer).GET().build();
        long deadline = System.nanoTime() + LONGEST_STEP.toNanos();
        while (true) {
            String status = answer(request, 200).path("status").asString();
            if (!status.equals("PENDING")) {
                return status;
            }
            if (System.nanoTime() > deadline) {
                throw new DemonstrationFailed("still PENDING after " + LONGEST_STEP.toSeconds() + " s");
            }
            pause();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(this.gateway.resolve(path)).timeout(LONGEST_STEP);
    }

    private JsonNode answer(HttpRequest request, int expectedStatus) {
        try {
            HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expectedStatus) {
                throw new DemonstrationFailed("%s %s answered %d: %s".formatted(request.method(),
                        request.uri().getPath(), response.statusCode(), detail(response.body())));
            }
            return JSON.readTree(response.body());
        }
        catch (IOException ex) {
            throw new DemonstrationFailed(request.uri().getPath() + " gave no answer");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("interrupted");
        }
    }

    private static String detail(String body) {
        return body.startsWith("{") ? JSON.readTree(body).path("detail").asString("") : body;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
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
