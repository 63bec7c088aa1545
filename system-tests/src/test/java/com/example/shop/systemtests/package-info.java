/// End to end: the packaged services as processes, driven through the gateway alone and then checked from outside.
///
/// Start with {@link com.example.shop.systemtests.MainFlowIT} for what the platform does, with
/// {@link com.example.shop.systemtests.CrashUnderLoadIT} for what it survives, and with
/// {@link com.example.shop.systemtests.checker.Checker} for what must be true after every run. Nothing here uses a
/// class of the product: an error that both sides shared would go unseen.
@NullMarked
package com.example.shop.systemtests;

import org.jspecify.annotations.NullMarked;
