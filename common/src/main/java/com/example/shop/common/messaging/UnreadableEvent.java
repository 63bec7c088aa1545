package com.example.shop.common.messaging;

/// Says that a record is not an event as the contracts have it. Trying again cannot help.
public class UnreadableEvent extends RuntimeException {

    public UnreadableEvent(String reason) {
        super(reason);
    }

    public UnreadableEvent(String reason, Throwable cause) {
        super(reason, cause);
    }

    /// Tells an operator what is wrong, without content and without names of classes.
    public String reason() {
        return String.valueOf(getMessage());
    }

}
