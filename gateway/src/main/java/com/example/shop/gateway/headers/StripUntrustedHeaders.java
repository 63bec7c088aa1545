package com.example.shop.gateway.headers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;

/// Removes what must not pass from outside to a service. Comes first, while the headers still tell which of them belong
/// to the connection.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StripUntrustedHeaders implements RequestHttpHeadersFilter {

    /// Claims of identity and origin. Services believe the token alone; the headers are
    /// removed all the same, for the day when someone starts to believe them.
    private static final List<String> PREFIXES = List.of("x-forwarded-", "x-user-", "x-original-", "x-rewrite-");

    private static final Set<String> NAMES = Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip",
            "x-http-method-override", "x-method-override", "x-http-method",
            // The API knows no cookies.
            "cookie",
            // Belong to one connection (RFC 9110, 7.6.1), or offer to change it.
            "connection", "proxy-connection", "proxy-authorization", "keep-alive", "te", "trailer", "transfer-encoding",
            "upgrade", "http2-settings", "expect",
            // Answers are kept and passed on as they are, in one encoding.
            "accept-encoding");

    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
        Set<String> nominated = nominatedByConnection(headers);
        HttpHeaders passed = new HttpHeaders();
        for (Map.Entry<String, List<String>> header : headers.headerSet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NAMES.contains(name) && !nominated.contains(name) && PREFIXES.stream().noneMatch(name::startsWith)) {
                passed.addAll(header.getKey(), header.getValue());
            }
        }
        return passed;
    }

    /// `Connection: close, X-Something` says that X-Something ends here, too.
    private static Set<String> nominatedByConnection(HttpHeaders headers) {
        Set<String> names = new HashSet<>();
        headers.getOrEmpty(HttpHeaders.CONNECTION)
            .stream()
            .flatMap((value) -> Arrays.stream(value.split(",")))
            .flatMap((name) -> Stream.of(name.strip().toLowerCase(Locale.ROOT)))
            .forEach(names::add);
        return names;
    }

}
