/// What every contender is asked to do, and the work it is asked to do it for. Each runs in a JVM of its own, started by
/// the harness with that contender's class path and nothing else on it.
///
/// Start with {@link com.example.shop.benchmarks.contender.Contender}.
@NullMarked
package com.example.shop.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
