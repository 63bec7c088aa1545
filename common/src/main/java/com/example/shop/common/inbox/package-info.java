/// Handles each event once: what a handler does and the note that it was done commit in one transaction.
///
/// Start with {@link com.example.shop.common.inbox.EventHandler}. Pattern: *Idempotent Consumer* (Richardson,
/// Microservices Patterns, 2018, chapter 3).
@NullMarked
package com.example.shop.common.inbox;

import org.jspecify.annotations.NullMarked;
