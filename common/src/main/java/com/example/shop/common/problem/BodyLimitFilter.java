package com.example.shop.common.problem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a body that is too long, or that takes too long to arrive: at once if it states its length, else while it is
/// read. What has arrived of all bodies together has a limit too, for most of it is in memory until its request has ended.
@Order(ProblemFilter.ORDER + 1)
class BodyLimitFilter extends OncePerRequestFilter {

    private final HttpProperties limits;

    /// A permit is a byte.
    private final Semaphore memory;

    BodyLimitFilter(HttpProperties limits) {
        this.limits = limits;
        this.memory = new Semaphore(Math.toIntExact(limits.maxBodyMemory().toBytes()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > this.limits.maxBodySize().toBytes()) {
            throw tooLarge();
        }
        LimitedRequest limited = new LimitedRequest(request);
        try {
            chain.doFilter(limited, response);
        }
        finally {
            this.memory.release(limited.arrived);
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(PlatformProblem.CONTENT_TOO_LARGE,
                "A body may have at most " + this.limits.maxBodySize().toKilobytes() + " KiB.");
    }

    private static ProblemException tooSlow() {
        ProblemException problem = new ProblemException(PlatformProblem.BAD_REQUEST,
                "The body did not arrive in time.");
        problem.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return problem;
    }

    private static ProblemException tooManyBodies() {
        return new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                "Too many requests are sending a body at the moment.");
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {

        private final long deadline = System.nanoTime() + BodyLimitFilter.this.limits.maxBodyTime().toNanos();

        /// Bytes of the body so far, which all count towards the memory of all bodies.
        private int arrived;

        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedBody(super.getInputStream(), this);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }

        private void count(int bytes) {
            if (this.arrived + bytes > BodyLimitFilter.this.limits.maxBodySize().toBytes()) {
                throw tooLarge();
            }
            if (System.nanoTime() - this.deadline > 0) {
                throw tooSlow();
            }
            if (!BodyLimitFilter.this.memory.tryAcquire(bytes)) {
                throw tooManyBodies();
            }
            this.arrived += bytes;
        }

    }

    private static final class LimitedBody extends ServletInputStream {

        private final ServletInputStream body;

        private final LimitedRequest request;

        LimitedBody(ServletInputStream body, LimitedRequest request) {
            this.body = body;
            this.request = request;
        }

        @Override
        public int read() throws IOException {
            int read = this.body.read();
            this.request.count((read < 0) ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = this.body.read(into, offset, length);
            this.request.count(Math.max(0, read));
            return read;
        }

        @Override
        public boolean isFinished() {
            return this.body.isFinished();
        }

        @Override
        public boolean isReady() {
            return this.body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            this.body.setReadListener(listener);
        }

    }

}
