package com.example.shop.common.outbox;

/// The event itself is at fault: too large, say. Trying again can only help after somebody changed something.
final class RefusedEvent extends RuntimeException {

    RefusedEvent(String reason) {
        super(reason);
    }

    RefusedEvent(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

}
