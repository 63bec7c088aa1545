package com.example.shop.order.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
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
import org.springframework.stereotype.Component;

/// Inventory, asked with care. From outside to inside: one time limit for all that an order wants to know; a bulkhead,
/// so that a flood of invented products occupies a few threads here and a few calls there; and for each product a retry
/// around the circuit breaker around the call.
@Component
class Inventory {

    private static final Logger log = LoggerFactory.getLogger(Inventory.class);

    private static final String NAME = "inventory";

    private final InventoryCalls calls;

    private final CatalogueProperties properties;

    private final TimeLimiter timeLimit;

    private final Bulkhead bulkhead;

    private final Retry retry;

    private final CircuitBreaker breaker;

    private final SimpleAsyncTaskExecutor threads;

    Inventory(InventoryCalls calls, CatalogueProperties properties, TimeLimiterRegistry timeLimiters,
            BulkheadRegistry bulkheads, RetryRegistry retries, CircuitBreakerRegistry breakers) {
        this.calls = calls;
        this.properties = properties;
        this.timeLimit = timeLimiters.timeLimiter(NAME);
        this.bulkhead = bulkheads.bulkhead(NAME);
        this.retry = retries.retry(NAME);
        this.breaker = breakers.circuitBreaker(NAME);
        this.threads = new SimpleAsyncTaskExecutor("inventory-");
        this.threads.setVirtualThreads(true);
        // The trace goes along.
        this.threads.setTaskDecorator(new ContextPropagatingTaskDecorator());
    }

    /// Finds products; one that does not exist is missing in the answer.
    /// @throws ProblemException if inventory does not answer in time, or not sensibly
    Map<Sku, Product> ask(Set<Sku> skus) {
        Callable<Map<Sku, Product>> withinBulkhead = Bulkhead.decorateCallable(this.bulkhead, () -> askEach(skus));
        try {
            return this.timeLimit.executeFutureSupplier(() -> this.threads.submit(withinBulkhead));
        }
        catch (Exception ex) {
            if (ex instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.warn("Inventory could not be asked for {} products: {}", skus.size(), reason(ex));
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "The order names products whose price cannot be found out right now. Nothing was ordered.",
                    this.properties.inventoryRetryAfter());
        }
    }

    private Map<Sku, Product> askEach(Set<Sku> skus) throws Exception {
        Map<Sku, Product> found = new HashMap<>();
        for (Sku sku : skus) {
            Callable<Optional<Product>> call = CircuitBreaker.decorateCallable(this.breaker,
                    () -> this.calls.product(sku));
            Retry.decorateCallable(this.retry, call).call().ifPresent((product) -> found.put(sku, product));
        }
        return found;
    }

    private static String reason(Exception ex) {
        return (ex instanceof TimeoutException) ? "no answer in time" : ex.toString();
    }

}
