/// What one can do without a library: the limits, and a polling relay as one writes it in an afternoon.
@NullMarked
package com.example.shop.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
