package com.example.shop.common.problem;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;

/// Makes a problem of what Tomcat refuses by itself: what is not HTTP, what is too long, what ends too early.
class ProblemValve extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.builder()
        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
        .build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if ("CONNECT".equals(request.getMethod())) {
            // Tomcat would call it "not implemented"; here it is one more method that is
            // not supported.
            response.setStatus(PlatformProblem.METHOD_NOT_ALLOWED.status().value());
            response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        }
        // Tomcat closes the connection after what it could not read, and does not always
        // say so: the caller's next request on it would get no response.
        response.setHeader("Connection", "close");
        if (Problems.isTemporary(response.getStatus())) {
            response.setHeader("Retry-After", Problems.RETRY_AFTER);
        }
        byte[] body = JSON.writeValueAsBytes(Problems.ofStatus(response.getStatus()));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        }
        catch (IOException ex) {
            // The caller has gone.
            this.container.getLogger().debug("No error page", ex);
        }
    }

}
