package com.example.shop.common.outbox;

import java.time.Duration;

/// Pauses that grow twofold from the first to the longest.
final class Backoff {

    private final Duration first;

    private final Duration longest;

    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    boolean isFirst() {
        return this.next.equals(this.first);
    }

    Duration next() {
        Duration current = this.next;
        Duration doubled = current.multipliedBy(2);
        this.next = (doubled.compareTo(this.longest) < 0) ? doubled : this.longest;
        return current;
    }

    void reset() {
        this.next = this.first;
    }

}
