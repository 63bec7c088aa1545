package com.example.shop.common.outbox;

/// Stops a relay whose database session is gone: another process may be the leader already.
final class LeadershipLost extends RuntimeException {

    LeadershipLost(String message, Throwable cause) {
        super(message, cause);
    }

}
