package com.example.shop.common.outbox;

/// An event that was read from the database's log.
///
/// @param commit where in the log its transaction was committed. A slot that is confirmed up to here sends the event
/// again, for it leaves out only what was committed before
record LogEvent(OutboxRow row, long commit) {
}
