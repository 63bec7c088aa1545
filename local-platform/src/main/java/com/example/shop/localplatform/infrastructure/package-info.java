/// A real PostgreSQL 18 and a real Kafka broker, from Docker where it answers and embedded otherwise.
///
/// Start with {@link com.example.shop.localplatform.infrastructure.Infrastructure}; tests call `Infrastructure.shared()`.
@NullMarked
package com.example.shop.localplatform.infrastructure;

import org.jspecify.annotations.NullMarked;
