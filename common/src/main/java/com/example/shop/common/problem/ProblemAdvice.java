package com.example.shop.common.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers whatever a controller throws, after any advice that knows better.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    @Nullable ResponseEntity<byte[]> answer(Exception failure, HttpServletRequest request) {
        if (Problems.callerHasGone(failure)) {
            return null;
        }
        Answer answer = this.problems.answerTo(failure);
        return ResponseEntity.status(answer.status())
            .headers(answer.headers())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(answer.body(request.getRequestURI()));
    }

}
