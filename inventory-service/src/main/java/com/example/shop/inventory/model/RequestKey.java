package com.example.shop.inventory.model;

/// Names one wish of one caller, however often it is sent.
public record RequestKey(String caller, String value) {
}
