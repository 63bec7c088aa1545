/// The event publication registry of Spring Modulith.
@NullMarked
package com.example.shop.benchmarks.modulith;

import org.jspecify.annotations.NullMarked;
