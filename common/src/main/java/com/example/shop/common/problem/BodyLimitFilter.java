package com.example.shop.common.problem;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a body that is too long before anybody parses it. One that tells its length is refused at once, the other
/// when it is read: it is read as a whole, so that a parser never sees the beginning of what will be refused.
class BodyLimitFilter extends OncePerRequestFilter {

    private final int longest;

    private final Duration slowest;

    BodyLimitFilter(HttpProperties settings) {
        this.longest = Math.toIntExact(settings.maxBodySize().toBytes());
        this.slowest = settings.maxBodyTime();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > this.longest) {
            throw tooLarge();
        }
        chain.doFilter(new LimitedRequest(request), response);
    }

    private static ProblemException tooLarge() {
        return new ProblemException(PlatformProblem.CONTENT_TOO_LARGE, "The body is too large.");
    }

    private final class LimitedRequest extends HttpServletRequestWrapper {

        private @Nullable ServletInputStream body;

        private @Nullable BufferedReader reader;

        LimitedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream read = this.body;
            if (read == null) {
                read = new ReadBody(readAll(super.getInputStream()));
                this.body = read;
            }
            return read;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            BufferedReader read = this.reader;
            if (read == null) {
                String charset = getCharacterEncoding();
                read = new BufferedReader(new InputStreamReader(getInputStream(),
                        (charset != null) ? charset : StandardCharsets.UTF_8.name()));
                this.reader = read;
            }
            return read;
        }

        private byte[] readAll(InputStream from) throws IOException {
            long deadline = System.nanoTime() + BodyLimitFilter.this.slowest.toNanos();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                all.write(piece, 0, length);
                if (all.size() > BodyLimitFilter.this.longest) {
                    throw tooLarge();
                }
                if (System.nanoTime() > deadline) {
                    throw new SocketTimeoutException("the body did not arrive in time");
                }
            }
            return all.toByteArray();
        }

    }

    private static final class ReadBody extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        ReadBody(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return this.bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return this.bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return this.bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                listener.onDataAvailable();
                listener.onAllDataRead();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

    }

}
