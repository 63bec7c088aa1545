package com.example.shop.gateway.forwarding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.http.HttpHeaders;

/// Which headers pass between client and service: not those of one connection, and none by which a client could claim an
/// identity or an origin. Services believe the token alone; such headers are removed all the same, for the day when someone
/// starts to believe them.
final class PassedHeaders {

    /// RFC 9110, 7.6.1.
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "proxy-connection", "keep-alive", "te",
            "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> NOT_FOR_SERVICES = Stream.concat(OF_THE_CONNECTION.stream(),
            Stream.of("host", "content-length", "proxy-authorization", "http2-settings", "expect", "forwarded",
                    "x-real-ip", "x-client-ip", "true-client-ip", "x-http-method-override", "x-method-override",
                    "x-http-method",
                    // The API knows no cookies.
                    "cookie",
                    // Responses are stored and passed on as they are, in one encoding.
                    "accept-encoding"))
        .collect(Collectors.toUnmodifiableSet());

    private static final List<String> PREFIXES_NOT_FOR_SERVICES = List.of("x-forwarded-", "x-user-", "x-original-",
            "x-rewrite-");

    private PassedHeaders() {
    }

    static void toService(HttpHeaders from, HttpHeaders to) {
        Set<String> nominated = nominatedByConnection(from);
        copy(from, to, (name) -> !NOT_FOR_SERVICES.contains(name) && !nominated.contains(name)
                && PREFIXES_NOT_FOR_SERVICES.stream().noneMatch(name::startsWith));
    }

    static void toClient(HttpHeaders from, HttpHeaders to) {
        copy(from, to, (name) -> !OF_THE_CONNECTION.contains(name));
    }

    private static void copy(HttpHeaders from, HttpHeaders to, Predicate<String> passes) {
        from.forEach((name, values) -> {
            if (passes.test(name.toLowerCase(Locale.ROOT))) {
                to.addAll(name, values);
            }
        });
    }

    /// `Connection: close, X-Something` says that X-Something ends here, too.
    private static Set<String> nominatedByConnection(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.CONNECTION)
            .stream()
            .flatMap((value) -> Arrays.stream(value.split(",")))
            .map((name) -> name.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    }

}
