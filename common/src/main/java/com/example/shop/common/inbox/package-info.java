/// Handles each event once: what a handler does and the note that the event was handled commit in one transaction.
///
/// Start with {@link com.example.shop.common.inbox.EventHandler}, which services implement. `Inbox` is the idea;
/// `InboxListener` handles the records of a poll together, and one by one if that fails; `RetryingListener` decides about
/// retries; the `DeadLetter` classes are about what failed for good. Pattern: *Idempotent Consumer* (Richardson,
/// Microservices Patterns, 2018, chapter 3).
@NullMarked
package com.example.shop.common.inbox;

import org.jspecify.annotations.NullMarked;
