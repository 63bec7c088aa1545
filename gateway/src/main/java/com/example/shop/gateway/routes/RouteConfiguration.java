package com.example.shop.gateway.routes;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.gateway.forwarding.Resilience;
import com.example.shop.gateway.forwarding.ResponseCache;
import com.example.shop.gateway.forwarding.ServiceProxy;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServicesProperties.class)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> routes(ServicesProperties services, ServiceProxy proxy, Resilience resilience,
            ResponseCache cache) {
        RouterFunctions.Builder all = RouterFunctions.route();
        for (Route route : Route.values()) {
            RouterFunctions.Builder builder = RouterFunctions.route()
                .before(RouteConfiguration::refuseUnreadableAddress)
                .before(ServiceProxy::takeBody)
                .after(RouteConfiguration::onlyProblemsAsErrors);
            if (route == Route.PRODUCT_READS) {
                builder.filter(cache);
            }
            builder.filter(resilience.guard(route.id()));
            HandlerFunction<ServerResponse> service = proxy.to(services.addressOf(route.service()));
            route.operations().forEach((operation) -> builder.route(matching(operation), service));
            all.add(builder.build());
        }
        operationsByPath().forEach((path, methods) -> all.route(RequestPredicates.path(path), (request) -> {
            throw new HttpRequestMethodNotSupportedException(request.method().name(), methods);
        }));
        return all.build();
    }

    private static RequestPredicate matching(Route.Operation operation) {
        return RequestPredicates.methods(methods(operation).toArray(HttpMethod[]::new))
            .and(RequestPredicates.path(operation.path()));
    }

    private static List<HttpMethod> methods(Route.Operation operation) {
        return operation.method().equals(HttpMethod.GET) ? List.of(HttpMethod.GET, HttpMethod.HEAD)
                : List.of(operation.method());
    }

    private static Map<String, Set<String>> operationsByPath() {
        Map<String, Set<String>> methods = new TreeMap<>();
        Arrays.stream(Route.values())
            .flatMap((route) -> route.operations().stream())
            .forEach((operation) -> methods.computeIfAbsent(operation.path(), (_) -> new LinkedHashSet<>())
                .addAll(methods(operation).stream().map(HttpMethod::name).toList()));
        return methods;
    }

    /// Tomcat lets a broken escape such as `%zz` pass in a query.
    private static ServerRequest refuseUnreadableAddress(ServerRequest request) {
        String query = request.servletRequest().getQueryString();
        try {
            URI.create("/?" + ((query != null) ? query : ""));
        }
        catch (IllegalArgumentException ex) {
            throw new ProblemException(PlatformProblem.BAD_REQUEST, "The query of the address cannot be read.");
        }
        return request;
    }

    /// An error of a service, or of the server it runs on, that is not a problem is not
    /// meant for clients.
    private static ServerResponse onlyProblemsAsErrors(ServerRequest request, ServerResponse response) {
        HttpStatusCode status = response.statusCode();
        MediaType type = response.headers().getContentType();
        if (!status.isError() || request.method().equals(HttpMethod.HEAD)
                || MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(type)) {
            return response;
        }
        PlatformProblem problem = Arrays.stream(PlatformProblem.values())
            .filter((candidate) -> candidate.status().isSameCodeAs(status))
            .findFirst()
            .orElse(status.is4xxClientError() ? PlatformProblem.BAD_REQUEST : PlatformProblem.SERVICE_UNAVAILABLE);
        throw new ProblemException(problem, problem.title() + ".");
    }

}
