package com.example.shop.order.model;

import java.time.Instant;
import java.util.Optional;

/// The first answers to requests, kept so that a repeated request gets the same one.
public interface Answers {

    Optional<Answer> find(RequestKey key);

    /// Keeps the first answer together with the order that it is about. Of two
    /// transactions that keep one for the same key, the second one fails.
    void keep(RequestKey key, Answer answer, Instant now);

    /// Forgets answers from before that time.
    /// @return how many were forgotten; `most` at most
    int forget(Instant before, int most);

}
