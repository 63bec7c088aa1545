package com.example.shop.common.security;

/// The only role defined by the platform, in the `roles` claim of a token. A service defines its own.
public final class Roles {

    /// Sees all data; releases, discards and replays events.
    public static final String OPERATOR = "OPERATOR";

    private Roles() {
    }

}
