/// Checks what must be true after every run, from the client's history, Kafka and the databases.
///
/// Start with {@link com.example.shop.systemtests.checker.Checker}.
@NullMarked
package com.example.shop.systemtests.checker;

import org.jspecify.annotations.NullMarked;
