package com.example.shop.order.model;

import java.time.Instant;
import java.util.Optional;

/// The first answers to requests, kept so that a repeated request gets the same one.
public interface Answers {

    Optional<Answer> find(RequestKey key);

    /// Claims the key for the caller's transaction, at whichever instance.
    /// @return false if another transaction that is still running has claimed it
    boolean claim(RequestKey key);

    void keep(RequestKey key, Answer answer, Instant now);

    /// Forgets answers from before that time.
    /// @return how many were forgotten; `most` at most
    int forget(Instant before, int most);

}
