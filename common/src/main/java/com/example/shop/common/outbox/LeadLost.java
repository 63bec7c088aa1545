package com.example.shop.common.outbox;

/// Stops a relay whose database session is gone: another one may lead already.
final class LeadLost extends RuntimeException {

    LeadLost(String message, Throwable cause) {
        super(message, cause);
    }

}
