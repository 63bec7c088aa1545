package com.example.shop.order;

import com.example.shop.common.problem.ProblemType;

import org.springframework.http.HttpStatus;

/// The problems that only this service responds with.
public enum OrderProblem implements ProblemType {

    ORDER_CANNOT_CHANGE(HttpStatus.CONFLICT, "The order can no longer change this way"),
    UNKNOWN_PRODUCT(HttpStatus.UNPROCESSABLE_CONTENT, "The order names a product that does not exist"),
    MIXED_CURRENCIES(HttpStatus.UNPROCESSABLE_CONTENT, "The order mixes currencies");

    private final HttpStatus status;

    private final String title;

    OrderProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return this.status;
    }

    @Override
    public String title() {
        return this.title;
    }

}
