package com.example.shop.common.outbox;

import java.sql.SQLTransientException;

import org.springframework.dao.TransientDataAccessResourceException;

/// As many events wait as may wait, so no more are taken. To everybody who knows nothing of the outbox this is what it looks
/// like: a database that cannot take more right now. Callers get the same 503, and the inbox tries its event again for as
/// long as it takes.
final class OutboxFull extends TransientDataAccessResourceException {

    /// SQLSTATE for a limit that the operator has set: "configuration limit exceeded".
    private static final String LIMIT_EXCEEDED = "53400";

    OutboxFull(String message) {
        super(message, new SQLTransientException(message, LIMIT_EXCEEDED));
    }

}
