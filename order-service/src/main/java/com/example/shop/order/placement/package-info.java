/// An order comes in: checked, priced, and kept once however often it is sent.
///
/// Start with `PlacementController`. Pattern: *Idempotency-Key* (IETF draft-ietf-httpapi-idempotency-key-header).
@NullMarked
package com.example.shop.order.placement;

import org.jspecify.annotations.NullMarked;
