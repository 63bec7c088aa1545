package com.example.shop.gateway.forwarding;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Sends a request to a service and takes the whole response before any of it goes back to the client.
///
/// Streaming would be cheaper, but a service that fails in the middle would then leave the client with half a response
/// and status 200, unseen by the circuit breaker. Responses here are small, and their size has a limit.
public final class ServiceProxy {

    private static final String BODY = ServiceProxy.class.getName() + ".body";

    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);

    private final RestClient client;

    private final int maxResponseSize;

    ServiceProxy(RestClient client, ForwardingProperties limits) {
        this.client = client;
        this.maxResponseSize = Math.toIntExact(limits.maxResponseSize().toBytes());
    }

    /// Reads the body from the client and keeps it with the request. Done before the time
    /// limit starts to run: a slow client is no fault of the service.
    ///
    /// What GET, HEAD and DELETE would do with a body is not defined (RFC 9110, 9.3), so
    /// nothing is read of one.
    public static ServerRequest takeBody(ServerRequest request) {
        HttpServletRequest received = request.servletRequest();
        if (WITHOUT_BODY.contains(request.method())) {
            if (received.getContentLengthLong() > 0 || received.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
                throw new ProblemException(PlatformProblem.BAD_REQUEST,
                        "A " + request.method() + " request must not have a body.");
            }
            return request;
        }
        try {
            request.attributes().put(BODY, received.getInputStream().readAllBytes());
        }
        catch (IOException ex) {
            throw new ProblemException(PlatformProblem.BAD_REQUEST, "The body ended early or did not arrive in time.");
        }
        return request;
    }

    /// @param service scheme, host and port
    public HandlerFunction<ServerResponse> to(URI service) {
        String address = service.getScheme() + "://" + service.getRawAuthority();
        return (request) -> send(request, address);
    }

    private ServerResponse send(ServerRequest request, String service) {
        HttpServletRequest received = request.servletRequest();
        String contentType = contentType(received);
        RestClient.RequestBodySpec toService = this.client.method(request.method())
            .uri(exactly(service, received))
            .headers((headers) -> {
                PassedHeaders.toService(request.headers().asHttpHeaders(), headers);
                // Spring's view of it has a charset added.
                if (contentType != null) {
                    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
                }
            });
        if (request.attributes().get(BODY) instanceof byte[] body && body.length > 0) {
            toService.body(body);
        }
        return toService.exchangeForRequiredValue((_, response) -> take(response));
    }

    private static @Nullable String contentType(HttpServletRequest received) {
        String contentType = received.getHeader(HttpHeaders.CONTENT_TYPE);
        try {
            if (contentType != null) {
                MediaType.parseMediaType(contentType);
            }
            return contentType;
        }
        catch (InvalidMediaTypeException ex) {
            throw new ProblemException(PlatformProblem.UNSUPPORTED_MEDIA_TYPE, "The content type cannot be read.");
        }
    }

    /// The address with path and query as the client wrote them: decoding and encoding
    /// again is where two readers of an address start to disagree.
    private static URI exactly(String service, HttpServletRequest received) {
        String query = (received.getQueryString() != null) ? "?" + received.getQueryString() : "";
        return URI.create(service + received.getRequestURI() + query);
    }

    private ServerResponse take(ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readNBytes(this.maxResponseSize + 1);
        if (body.length > this.maxResponseSize) {
            throw new IOException("The response is larger than " + this.maxResponseSize + " bytes");
        }
        return ServerResponse.status(response.getStatusCode())
            .headers((headers) -> PassedHeaders.toClient(response.getHeaders(), headers))
            .body(body);
    }

}
