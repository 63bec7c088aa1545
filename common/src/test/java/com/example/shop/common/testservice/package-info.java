/// A service as small as can be, on real PostgreSQL and Kafka, for the tests of messaging, outbox and inbox.
@NullMarked
package com.example.shop.common.testservice;

import org.jspecify.annotations.NullMarked;
