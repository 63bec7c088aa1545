/// What operators can see and do: parked events of the outbox, dead letters of the inbox and their replay.
///
/// Start with `ParkedEventsController` and `DeadLettersController`. What is done there is written to the audit log.
@NullMarked
package com.example.shop.common.operations;

import org.jspecify.annotations.NullMarked;
