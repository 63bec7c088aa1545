package com.example.shop.common.security;

/// The role that the platform itself knows, of those a token can carry in its `roles` claim. A service names its own.
public final class Roles {

    /// Sees everything and takes care of what got stuck.
    public static final String OPERATOR = "OPERATOR";

    private Roles() {
    }

}
