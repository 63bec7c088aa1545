/// What is done once for each event, in nanoseconds.
@NullMarked
package com.example.shop.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
