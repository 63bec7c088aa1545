package com.example.shop.common.outbox;

import java.sql.SQLTransientException;

import org.springframework.dao.TransientDataAccessResourceException;

/// The backlog has reached its limit. To code that knows nothing of the outbox it looks like a database that cannot take
/// more right now: callers get the same 503, and the inbox retries its event for as long as it takes.
final class OutboxFull extends TransientDataAccessResourceException {

    /// SQLSTATE for a limit that the operator has set: "configuration limit exceeded".
    private static final String LIMIT_EXCEEDED = "53400";

    OutboxFull(String message) {
        super(message, new SQLTransientException(message, LIMIT_EXCEEDED));
    }

}
