package com.example.shop.inventory.model;

import java.util.Optional;

/// The first answers to restocks that named a key, so that a repeated one brings nothing in again.
public interface RestockAnswers {

    Optional<RestockAnswer> find(RequestKey key);

    /// Keeps an answer; false, and nothing done, if the key has one.
    boolean keep(RequestKey key, RestockAnswer answer);

}
