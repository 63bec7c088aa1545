package com.example.shop.common.inbox;

import java.sql.SQLException;
import java.util.regex.Pattern;

import com.example.shop.common.SqlStates;
import com.example.shop.common.messaging.UnreadableEvent;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.CannotCreateTransactionException;

/// The kind of failure that stopped an event decides what becomes of it.
enum Failures {

    /// The record is not an event: trying again cannot help.
    UNREADABLE,

    /// The database is away or overloaded, or it chose this transaction as the victim of
    /// a deadlock: other events would fail as well. It is tried until it works; dead
    /// letters would only break the order.
    OUTAGE,

    /// The handler fails on this event. A retry may help, but there must be an end to it.
    HANDLER;

    private static final Pattern QUALIFIED_NAME = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+([A-Z]\\w*)");

    private static final int LONGEST_REASON = 300;

    static Failures of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEvent) {
                return UNREADABLE;
            }
            if (isOutage(cause)) {
                return OUTAGE;
            }
        }
        return HANDLER;
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case TransientDataAccessException _, RecoverableDataAccessException _ -> true;
            case DataAccessResourceFailureException _, CannotCreateTransactionException _ -> true;
            case SQLException sql -> SqlStates.isUnavailable(sql);
            default -> false;
        };
    }

    /// Describes a failure in one line for an operator: no stack, no names of packages,
    /// no line breaks, bounded.
    static String reason(Throwable failure) {
        String message = "no message";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableEvent unreadable) {
                return unreadable.reason();
            }
            // What the container wraps around a failure says nothing about it.
            if (cause.getMessage() != null && !(cause instanceof KafkaException)) {
                message = cause.getMessage();
            }
        }
        String line = QUALIFIED_NAME.matcher(message.replaceAll("[\\p{Cntrl}\\s]+", " ")).replaceAll("$1");
        String reason = "The handler failed: " + line;
        return (reason.length() <= LONGEST_REASON) ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

}
