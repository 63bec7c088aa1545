package com.example.shop.order;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the whole service; each slice adds its own under the same prefix.
///
/// @param answerDeadline how long an order waits for inventory before it ends by itself
@ConfigurationProperties("order")
record OrderProperties(@DefaultValue("2m") Duration answerDeadline) {
}
