/// Handlers of events, with an inbox and without. Start with {@link com.example.shop.benchmarks.inboxes.Deliveries}.
@NullMarked
package com.example.shop.benchmarks.inboxes;

import org.jspecify.annotations.NullMarked;
