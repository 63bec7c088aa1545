/// Orders per second on the platform as it is shipped, and what they cost. Start with
/// {@link com.example.shop.benchmarks.orders.OrderBenchmark}.
@NullMarked
package com.example.shop.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
