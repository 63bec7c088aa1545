/// The way of an order through the whole platform: how many per second, and where the time goes.
@NullMarked
package com.example.shop.benchmarks.orders;

import org.jspecify.annotations.NullMarked;
