package com.example.shop.inventory;

import com.example.shop.common.problem.ProblemType;

import org.springframework.http.HttpStatus;

/// The problems that only this service responds with.
public enum InventoryProblem implements ProblemType {

    PRODUCT_EXISTS(HttpStatus.CONFLICT, "The product exists already"),
    ORDER_NOT_READY_TO_SHIP(HttpStatus.CONFLICT, "The order cannot be shipped");

    private final HttpStatus status;

    private final String title;

    InventoryProblem(HttpStatus status, String title) {
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
