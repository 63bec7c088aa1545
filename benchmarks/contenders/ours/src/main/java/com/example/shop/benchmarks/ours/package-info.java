/// The outbox of this project, in a service as its users write one.
@NullMarked
package com.example.shop.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
