/// The shared defaults of circuit breakers, retries and bulkheads.
///
/// There is no code here: start with the section `resilience4j` of `platform-defaults.yml`, which every instance
/// inherits by the name `default`.
@NullMarked
package com.example.shop.common.resilience;

import org.jspecify.annotations.NullMarked;
