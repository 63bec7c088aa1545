package com.example.shop.gateway.forwarding;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private final AsyncCache<String, StoredResponse> responses;

    ResponseCache(CacheProperties properties, ForwardingProperties limits, ObjectProvider<Ticker> ticker,
            MeterRegistry metrics) {
        this.timeToLive = properties.timeToLive();
        this.timeLimit = limits.timeLimit();
        this.ticker = ticker.getIfAvailable(Ticker::systemTicker);
        this.responses = Caffeine.newBuilder()
            .expireAfterWrite(this.timeToLive)
            .maximumWeight(properties.size().toBytes())
            .weigher((String address, StoredResponse response) -> address.length() + response.body().length + OVERHEAD)
            .ticker(this.ticker)
            .recordStats()
            .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, this.responses, "product-responses");
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!request.method().equals(HttpMethod.GET) || !acceptsJson(request)) {
            return next.handle(request);
        }
        CompletableFuture<StoredResponse> own = new CompletableFuture<>();
        CompletableFuture<StoredResponse> response = this.responses.get(address(request), (_, _) -> own);
        if (response == own) {
            ask(request, next, own);
        }
        return await(response);
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

    /// A failure reaches all who wait for it, and the cache does not keep it.
    private void ask(ServerRequest request, HandlerFunction<ServerResponse> next,
            CompletableFuture<StoredResponse> stored) {
        try {
            ServerResponse response = next.handle(request);
            MediaType type = response.headers().getContentType();
            if (response.statusCode().isSameCodeAs(HttpStatus.OK) && type != null
                    && response instanceof EntityResponse<?> whole && whole.entity() instanceof byte[] body) {
                stored.complete(new StoredResponse(type, body, this.ticker.read()));
            }
            else {
                stored.completeExceptionally(new NotStored(response));
            }
        }
        catch (Throwable ex) {
            stored.completeExceptionally(ex);
        }
    }

    private ServerResponse await(CompletableFuture<StoredResponse> outcome) throws Exception {
        try {
            StoredResponse stored = outcome.get(this.timeLimit.toNanos(), TimeUnit.NANOSECONDS);
            Duration age = Duration.ofNanos(this.ticker.read() - stored.readAt());
            return ServerResponse.ok()
                .contentType(stored.type())
                .cacheControl(CacheControl.maxAge(this.timeToLive).cachePublic())
                .header(HttpHeaders.AGE, Long.toString(age.toSeconds()))
                .body(stored.body());
        }
        catch (TimeoutException ex) {
            throw new ProblemException(PlatformProblem.GATEWAY_TIMEOUT,
                    "The service behind this address did not answer in time.");
        }
        catch (ExecutionException ex) {
            return switch (ex.getCause()) {
                case NotStored other -> other.response;
                case Exception failure -> throw failure;
                case null, default -> throw ex;
            };
        }
    }

    /// Of the headers only the content type is kept: the others were written for one
    /// request.
    ///
    /// @param readAt on the clock of the ticker, in nanoseconds
    private record StoredResponse(MediaType type, byte[] body, long readAt) {
    }

    /// Carries a response that is not stored to those who wait for it.
    @SuppressWarnings("serial")
    private static final class NotStored extends RuntimeException {

        private final transient ServerResponse response;

        NotStored(ServerResponse response) {
            super("Not stored: " + response.statusCode(), null, false, false);
            this.response = response;
        }

    }

}
