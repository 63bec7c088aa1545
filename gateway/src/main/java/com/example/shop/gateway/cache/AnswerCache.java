package com.example.shop.gateway.cache;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.EntityResponse;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Answers a GET from memory if the same address was answered with 200 a moment ago. Only for answers that are the same
/// for everybody.
public final class AnswerCache implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    /// What an entry costs besides its body, roughly, in bytes.
    private static final int OVERHEAD = 1024;

    private final Duration timeToLive;

    private final Ticker ticker;

    private final Cache<String, KeptAnswer> answers;

    AnswerCache(CacheProperties properties, Ticker ticker) {
        this.timeToLive = properties.timeToLive();
        this.ticker = ticker;
        this.answers = Caffeine.newBuilder()
            .expireAfterWrite(properties.timeToLive())
            .maximumWeight(properties.size().toBytes())
            .weigher((String address, KeptAnswer answer) -> address.length() + answer.body().length + OVERHEAD)
            .ticker(ticker)
            .recordStats()
            .build();
    }

    Cache<String, KeptAnswer> answers() {
        return this.answers;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!request.method().equals(HttpMethod.GET) || !acceptsJson(request)) {
            return next.handle(request);
        }
        String address = address(request);
        KeptAnswer kept = this.answers.getIfPresent(address);
        if (kept != null) {
            return answer(kept);
        }
        ServerResponse fresh = next.handle(request);
        KeptAnswer keeping = keep(fresh);
        if (keeping == null) {
            return fresh;
        }
        this.answers.put(address, keeping);
        return answer(keeping);
    }

    /// A client that cannot read JSON, or asks for what nobody understands, is told so by
    /// the service and not given JSON from here.
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

    private @Nullable KeptAnswer keep(ServerResponse answer) {
        if (!answer.statusCode().isSameCodeAs(HttpStatus.OK) || !(answer instanceof EntityResponse<?> whole)
                || !(whole.entity() instanceof byte[] body)) {
            return null;
        }
        MediaType type = answer.headers().getContentType();
        return (type != null) ? new KeptAnswer(type, body, this.ticker.read()) : null;
    }

    /// Of the headers only the content type is kept: the others were written for one
    /// request.
    private ServerResponse answer(KeptAnswer kept) {
        Duration age = Duration.ofNanos(this.ticker.read() - kept.readAt());
        return ServerResponse.ok()
            .contentType(kept.type())
            .cacheControl(CacheControl.maxAge(this.timeToLive).cachePublic())
            .header(HttpHeaders.AGE, Long.toString(age.toSeconds()))
            .body(kept.body());
    }

    /// @param readAt on the clock of the ticker, in nanoseconds
    record KeptAnswer(MediaType type, byte[] body, long readAt) {
    }

}
