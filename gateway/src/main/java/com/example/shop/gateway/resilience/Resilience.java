package com.example.shop.gateway.resilience;

import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.gateway.exchange.Deadline;
import com.example.shop.gateway.exchange.ExchangeProperties;
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

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
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

    private final ExchangeProperties limits;

    private final Clock clock;

    Resilience(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, RetryRegistry retries,
            ExchangeProperties limits, Clock clock) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.retries = retries;
        this.limits = limits;
        this.clock = clock;
    }

    /// @param name of the route, and of its breaker, bulkhead and retry in metrics and
    /// health
    public HandlerFilterFunction<ServerResponse, ServerResponse> guard(String name) {
        CircuitBreaker breaker = this.breakers.circuitBreaker(name,
                CircuitBreakerConfig.from(this.breakers.getDefaultConfig())
                    .recordExceptions(ServiceFailed.class, ResourceAccessException.class)
                    .build());
        OpenTime openTime = OpenTime.of(breaker, this.clock);
        Bulkhead bulkhead = this.bulkheads.bulkhead(name);
        Retry retry = this.retries.retry(name,
                RetryConfig.from(this.retries.getDefaultConfig())
                    .retryExceptions()
                    .retryOnException(Resilience::mayPassSoon)
                    .build());
        return (request, next) -> {
            CheckedSupplier<ServerResponse> work = breaker.decorateCheckedSupplier(() -> attempt(request, next));
            if (IDEMPOTENT.contains(request.method())) {
                work = retry.decorateCheckedSupplier(work);
            }
            return answer(Bulkhead.decorateCheckedSupplier(bulkhead, work), openTime);
        };
    }

    private ServerResponse answer(CheckedSupplier<ServerResponse> work, OpenTime openTime) throws Exception {
        Deadline deadline = Deadline.in(this.limits.timeLimit());
        try {
            return deadline.bounding(work::get);
        }
        catch (ServiceFailed failed) {
            return failed.answer;
        }
        catch (CallNotPermittedException ex) {
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "The service behind this address failed too often and is given time to recover.",
                    openTime.remaining());
        }
        catch (BulkheadFullException ex) {
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "Too many requests are waiting for the service behind this address.", SOON);
        }
        catch (ResourceAccessException ex) {
            throw problem(ex, deadline);
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
        ServerResponse answer = next.handle(request);
        if (answer.statusCode().is5xxServerError() && !isDeliberate(answer)) {
            throw new ServiceFailed(answer);
        }
        return answer;
    }

    /// A service that says itself when to come back is alive and protects something
    /// behind it. If that counted as its failure, a few orders for products nobody has
    /// heard of would, while inventory is away, close the door to all other orders.
    private static boolean isDeliberate(ServerResponse answer) {
        return answer.statusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                && answer.headers().containsHeader(HttpHeaders.RETRY_AFTER);
    }

    /// An attempt that used up the time limit is not repeated: there is no time left.
    private static boolean mayPassSoon(Throwable failure) {
        return switch (failure) {
            case ServiceFailed _ -> true;
            case ResourceAccessException ex -> !(ex.getCause() instanceof HttpTimeoutException)
                    || ex.getCause() instanceof HttpConnectTimeoutException;
            default -> false;
        };
    }

    private static ProblemException problem(ResourceAccessException failure, Deadline deadline) {
        boolean late = deadline.passed() || (failure.getCause() instanceof HttpTimeoutException
                && !(failure.getCause() instanceof HttpConnectTimeoutException));
        return late
                ? new ProblemException(PlatformProblem.GATEWAY_TIMEOUT,
                        "The service behind this address did not answer in time. "
                                + "Whether it did what was asked is not known.")
                : new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                        "The service behind this address cannot be reached.", SOON);
    }

    /// A failure with an answer: it counts for breaker and retry, and still reaches the
    /// client if no better one follows.
    @SuppressWarnings("serial")
    private static final class ServiceFailed extends RuntimeException {

        private final transient ServerResponse answer;

        ServiceFailed(ServerResponse answer) {
            super("The service answered " + answer.statusCode(), null, false, false);
            this.answer = answer;
        }

    }

}
