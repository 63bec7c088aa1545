package com.example.shop.common.problem;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Gives what a filter throws to the advice. Tomcat would log it as an error of its own first. Inside the filter that opens
/// the trace, so that what is logged carries its id; around all others.
@Order(ProblemFilter.ORDER)
class ProblemFilter extends OncePerRequestFilter {

    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private final HandlerExceptionResolver advice;

    ProblemFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver advice) {
        this.advice = advice;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        }
        catch (ServletException | IOException | RuntimeException ex) {
            if (response.isCommitted() || ProblemAdvice.callerHasGone(ex)) {
                throw ex;
            }
            response.resetBuffer();
            if (this.advice.resolveException(request, response, null, ex) == null) {
                throw ex;
            }
        }
    }

}
