/// The library namastack-outbox.
@NullMarked
package com.example.shop.benchmarks.namastack;

import org.jspecify.annotations.NullMarked;
