/// Injects faults.
///
/// Start with {@link com.example.shop.systemtests.faults.TcpProxy}.
@NullMarked
package com.example.shop.systemtests.faults;

import org.jspecify.annotations.NullMarked;
