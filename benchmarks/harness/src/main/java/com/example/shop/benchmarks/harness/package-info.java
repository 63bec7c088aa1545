/// Measures contenders side by side, one after the other, on one PostgreSQL and one Kafka.
///
/// Start with {@link com.example.shop.benchmarks.harness.Benchmark}.
@NullMarked
package com.example.shop.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
