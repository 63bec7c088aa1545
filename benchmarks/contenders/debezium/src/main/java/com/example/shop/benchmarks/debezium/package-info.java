/// Debezium, embedded in the application.
@NullMarked
package com.example.shop.benchmarks.debezium;

import org.jspecify.annotations.NullMarked;
