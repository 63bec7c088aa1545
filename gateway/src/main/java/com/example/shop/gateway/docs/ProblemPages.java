package com.example.shop.gateway.docs;

import java.util.Arrays;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What stands behind the `type` of a problem, for whoever follows it.
@RestController
class ProblemPages {

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String slug) {
        PlatformProblem problem = Arrays.stream(PlatformProblem.values())
            .filter((type) -> type.slug().equals(slug))
            .findFirst()
            .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, "No problem has this name."));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%1$s</title>
                  <link rel="stylesheet" href="/docs/page.css">
                </head>
                <body>
                  <main class="words">
                    <h1>%1$s</h1>
                    <p><code>%2$s</code>, status %3$d</p>
                    <p>%4$s</p>
                    <p><a href="/docs/">The API</a></p>
                  </main>
                </body>
                </html>
                """.formatted(problem.title(), problem.slug(), problem.status().value(), advice(problem));
    }

    private static String advice(PlatformProblem problem) {
        return switch (problem) {
            case BAD_REQUEST ->
                "What was sent is not HTTP, or not an address, that can be read, or its address or headers are too long. Do "
                        + "not repeat it as it is.";
            case MALFORMED_REQUEST ->
                "The body must be one JSON object, as the API describes it, and nothing after it.";
            case UNKNOWN_FIELD ->
                "Unknown fields are refused, so that a misspelt one does not go unnoticed. <code>errors</code> names it.";
            case VALIDATION_FAILED ->
                "<code>errors</code> names each value that breaks a rule, by a JSON pointer into the body or the name "
                        + "of the parameter, and tells the rule.";
            case IDEMPOTENCY_KEY_MISSING ->
                "Send a header <code>Idempotency-Key</code> with a new random value for each order, and the same value "
                        + "when you repeat it. Then no order is placed twice.";
            case IDEMPOTENCY_KEY_INVALID -> "A key has 1 to 255 visible ASCII characters. A random UUID is a good one.";
            case UNAUTHENTICATED ->
                "Send <code>Authorization: Bearer</code> and an access token. Tokens are valid for a few minutes: if "
                        + "yours is refused, get a new one.";
            case FORBIDDEN -> "Your token is good, but its roles do not include one that may do this.";
            case NOT_FOUND -> "The address or the object does not exist, or it is not yours: the answer is the same.";
            case METHOD_NOT_ALLOWED -> "The header <code>Allow</code> lists the methods that this address knows.";
            case NOT_ACCEPTABLE -> "Answers are JSON. Send <code>Accept: application/json</code> or no such header.";
            case IDEMPOTENCY_IN_PROGRESS ->
                "The first request with this key has not finished. Repeat it after <code>Retry-After</code> seconds to "
                        + "get its answer.";
            case PRODUCT_EXISTS -> "A product with this sku is there already. Change its price or restock it instead.";
            case ORDER_CANNOT_CHANGE ->
                "The order has reached a state that it cannot leave this way. Its history tells why.";
            case ORDER_NOT_READY_TO_SHIP -> "Only a confirmed order, whose goods are reserved, can be shipped.";
            case REPLAY_IN_PROGRESS ->
                "Somebody replays these dead letters at the moment. Wait and look at the list again.";
            case CONTENT_TOO_LARGE -> "Bodies have a size limit, which <code>detail</code> tells.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send the body as <code>Content-Type: application/json</code>.";
            case IDEMPOTENCY_KEY_REUSED ->
                "The key came with another body before. Use a new key for a new order; to repeat one, send the same body.";
            case UNKNOWN_PRODUCT -> "<code>errors</code> names the lines whose product does not exist.";
            case MIXED_CURRENCIES -> "All products of an order must have their price in the same currency.";
            case RATE_LIMITED -> "Wait for <code>Retry-After</code> seconds, and ask less often from then on.";
            case INTERNAL_ERROR ->
                "The fault is ours and has been logged. A request with an <code>Idempotency-Key</code> can be repeated "
                        + "safely.";
            case SERVICE_UNAVAILABLE ->
                "The service cannot be reached, or is given time to recover. Repeat the request after "
                        + "<code>Retry-After</code> seconds.";
            case GATEWAY_TIMEOUT ->
                "The service did not answer in time. It may still have done what was asked: repeat the request with the "
                        + "same <code>Idempotency-Key</code>, or look first.";
        };
    }

}
