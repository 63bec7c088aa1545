/// End-to-end tests: start the packaged services, use them through the gateway, and check the result from outside.
///
/// Start with {@link com.example.shop.systemtests.MainFlowIT} for what the platform does, with
/// {@link com.example.shop.systemtests.CrashUnderLoadIT} for crashes, and with
/// {@link com.example.shop.systemtests.checker.Checker} for what must be true after every run. No class of
/// the product is used here, because an error in a shared class would go unnoticed.
@NullMarked
package com.example.shop.systemtests;

import org.jspecify.annotations.NullMarked;
