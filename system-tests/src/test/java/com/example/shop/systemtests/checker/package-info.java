/// What must be true after every run, read from the client's history, the Kafka log and the databases.
///
/// Start with {@link com.example.shop.systemtests.checker.Checker}.
@NullMarked
package com.example.shop.systemtests.checker;

import org.jspecify.annotations.NullMarked;
