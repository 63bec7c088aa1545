package com.example.shop.gateway.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;

/// Counts requests per caller: per subject for those whose token is good, per address of the connection for all others.
///
/// A caller with a good token does not suffer from a neighbour behind the same address who sends bad ones. The address is
/// that of the socket: a header that names another could be made up.
public final class RateLimits {

    /// Guessing a secret becomes slow.
    private static final int WRONG_SECRETS = 20;

    private static final int WRONG_SECRETS_PER_MINUTE = 12;

    private final Buckets subjects;

    private final Buckets peers;

    private final Buckets tokens;

    private final Buckets refusedTokens;

    RateLimits(RateLimitProperties rates, TimeMeter clock, MeterRegistry metrics) {
        this.subjects = new Buckets("subject", rates.subject().burst(), rates.subject().perMinute(), clock, metrics);
        this.peers = new Buckets("peer", rates.peer().burst(), rates.peer().perMinute(), clock, metrics);
        this.tokens = new Buckets("tokens", rates.tokens().burst(), rates.tokens().perMinute(), clock, metrics);
        this.refusedTokens = new Buckets("refused-tokens", WRONG_SECRETS, WRONG_SECRETS_PER_MINUTE, clock, metrics);
    }

    /// Counts a request after its token was checked and before it is known whether it may
    /// pass.
    public Filter afterAuthentication() {
        return (request, response, chain) -> {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (caller != null) {
                this.subjects.take(caller.getName());
            }
            else {
                this.peers.take(peer(request));
            }
            chain.doFilter(request, response);
        };
    }

    /// Counts a request whose token is not good before it is refused.
    public AuthenticationEntryPoint beforeRefusal(AuthenticationEntryPoint refusal) {
        return (request, response, why) -> {
            this.peers.take(peer(request));
            refusal.commence(request, response, why);
        };
    }

    /// Counts requests for tokens, and apart from them those with a wrong secret, which
    /// every secret is until it has turned out to be right: of many that are sent at
    /// once, no more are checked than of as many sent one after the other.
    Filter aroundTokens() {
        return (request, response, chain) -> {
            String peer = peer(request);
            this.tokens.take(peer);
            this.refusedTokens.take(peer);
            try {
                chain.doFilter(request, response);
            }
            catch (InvalidParameterException ex) {
                throw new ProblemException(PlatformProblem.BAD_REQUEST, "The form cannot be read, or is too long.");
            }
            if (((HttpServletResponse) response).getStatus() != HttpStatus.UNAUTHORIZED.value()) {
                this.refusedTokens.giveBack(peer);
            }
        };
    }

    /// An IPv6 customer has at least 2^64 addresses: they count as one.
    static String peer(ServletRequest request) {
        String address = request.getRemoteAddr();
        try {
            return (InetAddress.ofLiteral(address) instanceof Inet6Address six)
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) : address;
        }
        catch (IllegalArgumentException ex) {
            return address;
        }
    }

}
