package com.example.shop.common.security;

import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs who was refused what, and why, and what operators did: one line each, on the logger `audit`.
public class Audit {

    private static final Logger log = LoggerFactory.getLogger("audit");

    private static final int LONGEST_VALUE = 200;

    /// Call it where access is refused in another way than by 401 or 403, which are
    /// logged already.
    ///
    /// @param status of the response, such as 404 for what belongs to someone else
    /// @param why for whoever reads the log; must not hold a secret
    public void refused(HttpServletRequest request, int status, String why) {
        log.warn("refused {} status={} why=\"{}\"", caller(request), status, safe(why));
    }

    /// Call it when somebody has done what must be traceable later.
    ///
    /// @param what for whoever reads the log; must not hold a secret
    public void done(HttpServletRequest request, String what) {
        log.info("done {} what=\"{}\"", caller(request), safe(what));
    }

    private static String caller(HttpServletRequest request) {
        String user = request.getRemoteUser();
        return "who=%s request=\"%s %s\" from=%s".formatted((user != null) ? safe(user) : "-",
                safe(request.getMethod()), safe(request.getRequestURI()), safe(request.getRemoteAddr()));
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
