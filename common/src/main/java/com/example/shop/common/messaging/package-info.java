/// What outbox and inbox share: the envelope, its headers and JSON, and the `messaging` schema of the database.
@NullMarked
package com.example.shop.common.messaging;

import org.jspecify.annotations.NullMarked;
