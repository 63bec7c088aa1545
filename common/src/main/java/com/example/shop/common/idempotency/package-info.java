/// The key with which a caller says: these requests are one.
///
/// What a service does with it is the service's own business; only the spelling is shared.
@NullMarked
package com.example.shop.common.idempotency;

import org.jspecify.annotations.NullMarked;
