/// Sends an event if, and only if, the transaction that it belongs to commits.
///
/// Start with {@link com.example.shop.common.outbox.Outbox}. Pattern: *Transactional Outbox* with a *Polling
/// Publisher* (Richardson, Microservices Patterns, 2018, chapter 3).
@NullMarked
package com.example.shop.common.outbox;

import org.jspecify.annotations.NullMarked;
