/// Who may come in: every service checks the token itself, and everything is closed but its health.
///
/// Start with {@link com.example.shop.common.security.Roles}.
@NullMarked
package com.example.shop.common.security;

import org.jspecify.annotations.NullMarked;
