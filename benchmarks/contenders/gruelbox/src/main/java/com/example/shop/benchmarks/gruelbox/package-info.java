/// The library transaction-outbox by gruelbox.
@NullMarked
package com.example.shop.benchmarks.gruelbox;

import org.jspecify.annotations.NullMarked;
