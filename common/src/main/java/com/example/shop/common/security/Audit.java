package com.example.shop.common.security;

import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Logs who was refused what, and why, and what operators did: one line each, on the logger `audit`.
public class Audit {

    private static final Logger log = LoggerFactory.getLogger("audit");

    private static final int LONGEST_VALUE = 200;

    /// Call it where access is refused in another way than by 401 or 403, which are
    /// logged
    /// already.
    ///
    /// @param status the status of the response, such as 404 for what belongs to someone
    /// else
    /// @param why for whoever reads the log; must not hold a secret
    public void refused(HttpServletRequest request, int status, String why) {
        log.warn("refused who={} request=\"{} {}\" from={} status={} why=\"{}\"", who(), safe(request.getMethod()),
                safe(request.getRequestURI()), safe(request.getRemoteAddr()), status, safe(why));
    }

    /// Call it when somebody has done what must be traceable later.
    ///
    /// @param what for whoever reads the log; must not hold a secret
    public void done(HttpServletRequest request, String what) {
        log.info("done who={} request=\"{} {}\" from={} what=\"{}\"", who(), safe(request.getMethod()),
                safe(request.getRequestURI()), safe(request.getRemoteAddr()), safe(what));
    }

    private static String who() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller == null || caller instanceof AnonymousAuthenticationToken) ? "-" : safe(caller.getName());
    }

    /// What comes from outside cannot begin a line of its own, nor end the quotes it
    /// stands in.
    private static String safe(String value) {
        String shown = (value.length() > LONGEST_VALUE) ? value.substring(0, LONGEST_VALUE) + "..." : value;
        return shown.codePoints()
            .mapToObj((point) -> isPlain(point) ? Character.toString(point) : String.format("\\u%04x", point))
            .collect(Collectors.joining());
    }

    private static boolean isPlain(int point) {
        return point >= ' ' && point < 0x7F && point != '"' && point != '\\';
    }

}
