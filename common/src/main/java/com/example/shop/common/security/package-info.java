/// Authentication and authorization: every service checks the token itself, and everything but its health is closed unless
/// it is opened explicitly.
///
/// Start with {@link com.example.shop.common.security.Roles}.
@NullMarked
package com.example.shop.common.security;

import org.jspecify.annotations.NullMarked;
