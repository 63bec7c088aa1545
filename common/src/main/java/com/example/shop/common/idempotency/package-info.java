/// A request that is sent twice takes effect once: the second one gets the response that was stored for the first.
/// Pattern: *Idempotency-Key* (IETF draft-ietf-httpapi-idempotency-key-header).
///
/// Start with {@link com.example.shop.common.idempotency.Idempotency}.
@NullMarked
package com.example.shop.common.idempotency;

import org.jspecify.annotations.NullMarked;
