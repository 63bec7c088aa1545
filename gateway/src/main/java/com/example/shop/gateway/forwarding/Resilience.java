package com.example.shop.gateway.forwarding;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.apache.hc.client5.http.ConnectTimeoutException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Guards routes. Each has a breaker and a bulkhead of its own, so that a service that is slow on one route is still
/// reached on the others.
///
/// From the outside in: the time limit, the bulkhead, the retry, the breaker. The breaker is innermost, so that it sees
/// each attempt; a retry that finds it open is refused at once. Patterns: *Circuit Breaker*, *Bulkhead* (Nygard, Release
/// It!, 2nd edition, 2018, chapter 5).
@Component
public final class Resilience {

    /// Repeating these changes nothing more than doing them once (RFC 9110, 9.2.2). POST
    /// is missing even with an Idempotency-Key: the client, who knows the key, repeats
    /// it.
    private static final Set<HttpMethod> IDEMPOTENT = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT,
            HttpMethod.DELETE);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final CircuitBreakerRegistry breakers;

    private final BulkheadRegistry bulkheads;

    private final RetryRegistry retries;

    private final ForwardingProperties limits;

    Resilience(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, RetryRegistry retries,
            ForwardingProperties limits) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.retries = retries;
        this.limits = limits;
    }

    /// @param name of the route, and of its breaker, bulkhead and retry in metrics and
    /// health
    public HandlerFilterFunction<ServerResponse, ServerResponse> guard(String name) {
        CircuitBreaker breaker = this.breakers.circuitBreaker(name,
                CircuitBreakerConfig.from(this.breakers.getDefaultConfig())
                    .recordExceptions(ServiceFailed.class, ResourceAccessException.class)
                    .build());
        Duration openTime = Duration
            .ofMillis(breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
        Bulkhead bulkhead = this.bulkheads.bulkhead(name);
        Retry retry = this.retries.retry(name,
                RetryConfig.from(this.retries.getDefaultConfig())
                    .retryExceptions()
                    .retryOnException(Resilience::mayBeRepeated)
                    .build());
        return (request, next) -> {
            CheckedSupplier<ServerResponse> work = breaker.decorateCheckedSupplier(() -> attempt(request, next));
            if (IDEMPOTENT.contains(request.method())) {
                work = retry.decorateCheckedSupplier(work);
            }
            CheckedSupplier<ServerResponse> guarded = Bulkhead.decorateCheckedSupplier(bulkhead, work);
            return Deadline.within(this.limits.timeLimit(), () -> response(guarded, openTime));
        };
    }

    private ServerResponse response(CheckedSupplier<ServerResponse> work, Duration openTime) throws Exception {
        try {
            return work.get();
        }
        catch (ServiceFailed failed) {
            return failed.response;
        }
        catch (CallNotPermittedException ex) {
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "The service behind this address failed too often and is given time to recover.", openTime);
        }
        catch (BulkheadFullException ex) {
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "Too many requests are waiting for the service behind this address.", SOON);
        }
        catch (ResourceAccessException ex) {
            throw problem(ex);
        }
        catch (Exception | Error ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static ServerResponse attempt(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        ServerResponse response = next.handle(request);
        if (response.statusCode().is5xxServerError() && !isDeliberate(response)) {
            throw new ServiceFailed(response);
        }
        return response;
    }

    /// A 503 with `Retry-After` is deliberate: the service is up and is protecting a
    /// dependency. If that counted as its failure, a few orders for unknown products
    /// would, while inventory is away, keep out all other orders.
    private static boolean isDeliberate(ServerResponse response) {
        return response.statusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                && response.headers().containsHeader(HttpHeaders.RETRY_AFTER);
    }

    /// An attempt that has used up the time limit is not repeated.
    private static boolean mayBeRepeated(Throwable failure) {
        return (failure instanceof ServiceFailed || failure instanceof ResourceAccessException)
                && !Deadline.hasPassed();
    }

    private static ProblemException problem(ResourceAccessException failure) {
        boolean late = Deadline.hasPassed() || (failure.getCause() instanceof SocketTimeoutException
                && !(failure.getCause() instanceof ConnectTimeoutException));
        return late
                ? new ProblemException(PlatformProblem.GATEWAY_TIMEOUT,
                        "The service behind this address did not answer in time. "
                                + "Whether it did what was asked is not known.")
                : new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                        "The service behind this address cannot be reached.", SOON);
    }

    /// A failure with a response: it counts for breaker and retry, and still reaches the
    /// client if no better one follows.
    @SuppressWarnings("serial")
    private static final class ServiceFailed extends RuntimeException {

        private final transient ServerResponse response;

        ServiceFailed(ServerResponse response) {
            super("The service answered " + response.statusCode(), null, false, false);
            this.response = response;
        }

    }

}
