package com.example.shop.order.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.Sku;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.service.registry.ImportHttpServices;

/// Fetches products from inventory. From the outside in: one time limit for all products of an order; a bulkhead, so that
/// many orders for unknown products occupy only a few threads here and a few calls there; and for each product a retry
/// around the circuit breaker around the call. Their settings are the instances named `inventory` under `resilience4j`.
@Component
@ImportHttpServices(group = Inventory.NAME, types = InventoryClient.class)
class Inventory {

    static final String NAME = "inventory";

    private static final Logger log = LoggerFactory.getLogger(Inventory.class);

    /// `Retry-After` for customers; by then an open circuit breaker allows trial calls.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final InventoryClient client;

    private final TimeLimiter timeLimit;

    private final Bulkhead bulkhead;

    private final Retry retry;

    private final CircuitBreaker breaker;

    private final SimpleAsyncTaskExecutor threads;

    Inventory(InventoryClient client, TimeLimiterRegistry timeLimiters, BulkheadRegistry bulkheads,
            RetryRegistry retries, CircuitBreakerRegistry breakers) {
        this.client = client;
        this.timeLimit = timeLimiters.timeLimiter(NAME);
        this.bulkhead = bulkheads.bulkhead(NAME);
        this.retry = retries.retry(NAME);
        this.breaker = breakers.circuitBreaker(NAME);
        this.threads = new SimpleAsyncTaskExecutor("inventory-");
        this.threads.setVirtualThreads(true);
        // Passes the trace of the request on.
        this.threads.setTaskDecorator(new ContextPropagatingTaskDecorator());
    }

    /// @return the products that exist
    /// @throws ProblemException if inventory does not respond in time, or with an error
    Map<Sku, Product> find(Set<Sku> skus) {
        Callable<Map<Sku, Product>> calls = Bulkhead.decorateCallable(this.bulkhead, () -> findEach(skus));
        try {
            return this.timeLimit.executeFutureSupplier(() -> this.threads.submit(calls));
        }
        catch (Exception ex) {
            if (ex instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("{} products could not be fetched from inventory: {}", skus.size(),
                    (ex instanceof TimeoutException) ? "timeout" : ex.toString());
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "The prices of some products are not available right now. Nothing was ordered.", RETRY_AFTER);
        }
    }

    private Map<Sku, Product> findEach(Set<Sku> skus) throws Exception {
        Map<Sku, Product> found = new HashMap<>();
        for (Sku sku : skus) {
            Callable<Optional<Product>> call = CircuitBreaker.decorateCallable(this.breaker, () -> find(sku));
            Retry.decorateCallable(this.retry, call).call().ifPresent((product) -> found.put(sku, product));
        }
        return found;
    }

    private Optional<Product> find(Sku sku) {
        try {
            return Optional.of(this.client.product(sku.value()).product());
        }
        catch (HttpClientErrorException.NotFound ex) {
            if (isProblem(ex)) {
                return Optional.empty();
            }
            throw ex;
        }
    }

    /// A wrong address may also respond with 404, but not with a problem.
    private static boolean isProblem(HttpClientErrorException response) {
        return response.getResponseHeaders() != null
                && MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(response.getResponseHeaders().getContentType());
    }

}
