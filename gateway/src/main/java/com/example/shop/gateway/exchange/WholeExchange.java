package com.example.shop.gateway.exchange;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

import com.example.shop.common.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import com.example.shop.common.problem.PlatformProblem;

import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Sends a request to a service and takes the whole answer before any of it goes back to the client.
///
/// Streaming would be cheaper, but a service that fails in the middle would then leave the client with half an answer
/// and status 200, unseen by the circuit breaker. Answers here are small, and their size has a limit.
public final class WholeExchange implements ProxyExchange {

    private static final String BODY = WholeExchange.class.getName() + ".body";

    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);

    private final RestClient services;

    private final ExchangeProperties limits;

    WholeExchange(RestClient services, ExchangeProperties limits) {
        this.services = services;
        this.limits = limits;
    }

    /// Reads the body from the client and keeps it with the request. Done before the time
    /// limit starts to run: a slow client is no fault of the service.
    ///
    /// What these methods would do with a body is not defined (RFC 9110, 9.3), so nothing
    /// is read of one.
    public ServerRequest takeBody(ServerRequest request) {
        if (WITHOUT_BODY.contains(request.method())) {
            if (hasBody(request.servletRequest())) {
                throw new ProblemException(PlatformProblem.BAD_REQUEST,
                        "A " + request.method() + " request must not have a body.");
            }
            return request;
        }
        try {
            request.attributes().put(BODY, request.servletRequest().getInputStream().readAllBytes());
        }
        catch (IOException ex) {
            throw new ProblemException(PlatformProblem.BAD_REQUEST, "The body ended early or did not arrive in time.");
        }
        return request;
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    @Override
    public ServerResponse exchange(Request request) {
        RestClient.RequestBodySpec toService = this.services.method(request.getMethod())
            .uri(exactly(request))
            .headers((headers) -> passOn(request, headers));
        byte[] body = (byte[]) request.getServerRequest().attributes().getOrDefault(BODY, new byte[0]);
        if (body.length > 0) {
            toService.body(body);
        }
        return toService.exchangeForRequiredValue((_, answer) -> take(request, answer));
    }

    private static void passOn(Request request, HttpHeaders headers) {
        headers.putAll(request.getHeaders());
        // Spring's view of it has a charset added, and is none if it cannot be read.
        String contentType = request.getServerRequest().servletRequest().getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, readable(contentType));
        }
    }

    private static String readable(String contentType) {
        try {
            MediaType.parseMediaType(contentType);
            return contentType;
        }
        catch (InvalidMediaTypeException ex) {
            throw new ProblemException(PlatformProblem.UNSUPPORTED_MEDIA_TYPE, "The content type cannot be read.");
        }
    }

    /// The address with path and query as the client wrote them: decoding and encoding
    /// again is where two readers of an address start to disagree.
    private static URI exactly(Request request) {
        URI target = Objects.requireNonNull(request.getUri());
        var asked = request.getServerRequest().servletRequest();
        String query = (asked.getQueryString() != null) ? "?" + asked.getQueryString() : "";
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + asked.getRequestURI() + query);
    }

    private ServerResponse take(Request request, ClientHttpResponse answer) throws IOException {
        int limit = Math.toIntExact(this.limits.answerSize().toBytes());
        byte[] body = answer.getBody().readNBytes(limit + 1);
        if (body.length > limit) {
            throw new IOException("The answer is larger than " + limit + " bytes");
        }
        ServerResponse response = GatewayServerResponse.status(answer.getStatusCode()).body(body);
        Answer headers = new Answer(answer.getStatusCode(), answer.getHeaders());
        request.getResponseConsumers().forEach((consumer) -> consumer.accept(headers, response));
        return response;
    }

    private record Answer(HttpStatusCode status, HttpHeaders headers) implements Response {

        @Override
        public HttpStatusCode getStatusCode() {
            return this.status;
        }

        @Override
        public HttpHeaders getHeaders() {
            return this.headers;
        }

    }

}
