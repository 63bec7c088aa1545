package com.example.shop.common.security;

import java.util.Set;

/// Who is calling, taken from the token; a controller method asks for it as a parameter.
///
/// @param id the token's subject
/// @param roles the names of {@link Roles} that the token carries
public record Caller(String id, Set<String> roles) {

    public boolean is(String role) {
        return this.roles.contains(role);
    }

}
