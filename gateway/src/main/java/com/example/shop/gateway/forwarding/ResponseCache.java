package com.example.shop.gateway.forwarding;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.EntityResponse;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Serves a GET from memory if a service has answered the same address with 200 a moment ago. Only for responses that are
/// the same for everybody.
///
/// Of the requests that come while a response is missing, one asks the service. The others wait for its outcome, and
/// share it also when it is a failure: otherwise a crowd would ask all at once just when the service is in trouble.
@Component
public final class ResponseCache implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    /// What an entry costs besides its body, roughly, in bytes.
    private static final int OVERHEAD = 1024;

    private final Duration timeToLive;

    private final Duration timeLimit;

    private final Ticker ticker;

    private final AsyncCache<String, Outcome> outcomes;

    ResponseCache(CacheProperties properties, ForwardingProperties limits, ObjectProvider<Ticker> ticker,
            MeterRegistry metrics) {
        this.timeToLive = properties.timeToLive();
        this.timeLimit = limits.timeLimit();
        this.ticker = ticker.getIfAvailable(Ticker::systemTicker);
        this.outcomes = Caffeine.newBuilder()
            .expireAfter(Expiry.<String, Outcome>writing((_, outcome) -> switch (outcome) {
                case StoredResponse _ -> this.timeToLive;
                case OtherResponse _, Failure _ -> Duration.ZERO;
            }))
            .maximumWeight(properties.size().toBytes())
            .weigher((String address, Outcome outcome) -> address.length() + outcome.size() + OVERHEAD)
            .ticker(this.ticker)
            .recordStats()
            .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, this.outcomes, "product-responses");
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!request.method().equals(HttpMethod.GET) || !acceptsJson(request)) {
            return next.handle(request);
        }
        CompletableFuture<Outcome> own = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = this.outcomes.get(address(request), (_, _) -> own);
        if (outcome == own) {
            ask(request, next, own);
        }
        return response(await(outcome));
    }

    /// A client that cannot read JSON, or sends an `Accept` header that cannot be
    /// understood, gets its error from the service.
    private static boolean acceptsJson(ServerRequest request) {
        try {
            List<MediaType> accepted = request.headers().accept();
            return accepted.isEmpty() || accepted.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith);
        }
        catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

    private static String address(ServerRequest request) {
        String query = request.servletRequest().getQueryString();
        return request.servletRequest().getRequestURI() + "?" + ((query != null) ? query : "");
    }

    private void ask(ServerRequest request, HandlerFunction<ServerResponse> next, CompletableFuture<Outcome> outcome) {
        try {
            outcome.complete(outcomeOf(next.handle(request)));
        }
        catch (Exception ex) {
            outcome.complete(new Failure(ex));
        }
        finally {
            // Only after an Error; nobody may wait for a request that has ended.
            outcome.cancel(false);
        }
    }

    /// Of the headers only the content type is kept: the others were written for one
    /// request.
    private Outcome outcomeOf(ServerResponse response) {
        MediaType type = response.headers().getContentType();
        return (response.statusCode().isSameCodeAs(HttpStatus.OK) && type != null
                && response instanceof EntityResponse<?> whole && whole.entity() instanceof byte[] body)
                        ? new StoredResponse(type, body, this.ticker.read()) : new OtherResponse(response);
    }

    private Outcome await(CompletableFuture<Outcome> outcome) throws Exception {
        try {
            return outcome.get(this.timeLimit.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            throw new ProblemException(PlatformProblem.GATEWAY_TIMEOUT,
                    "The service behind this address did not answer in time.");
        }
    }

    private ServerResponse response(Outcome outcome) throws Exception {
        return switch (outcome) {
            case StoredResponse stored -> ServerResponse.ok()
                .contentType(stored.type())
                .cacheControl(CacheControl.maxAge(this.timeToLive).cachePublic())
                .header(HttpHeaders.AGE,
                        Long.toString(Duration.ofNanos(this.ticker.read() - stored.readAt()).toSeconds()))
                .body(stored.body());
            case OtherResponse other -> other.response();
            case Failure failure -> throw failure.cause();
        };
    }

    /// How a request to a service has ended.
    private sealed interface Outcome {

        default int size() {
            return 0;
        }

    }

    /// @param readAt on the clock of the ticker, in nanoseconds
    private record StoredResponse(MediaType type, byte[] body, long readAt) implements Outcome {

        @Override
        public int size() {
            return this.body.length;
        }

    }

    private record OtherResponse(ServerResponse response) implements Outcome {
    }

    private record Failure(Exception cause) implements Outcome {
    }

}
