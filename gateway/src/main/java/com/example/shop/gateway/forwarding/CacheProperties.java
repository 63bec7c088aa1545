package com.example.shop.gateway.forwarding;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How long and how much the cache of responses keeps.
///
/// @param timeToLive how old a response may be; also told to the client as `max-age`. Zero
/// switches the cache off
/// @param size of all responses together; the least used are evicted first
@Validated
@ConfigurationProperties("gateway.cache")
record CacheProperties(@DefaultValue("2s") @NotNull @DurationMin Duration timeToLive,
        @DefaultValue("8MB") @NotNull DataSize size) {

    CacheProperties {
        if (size.isNegative()) {
            throw new IllegalArgumentException("gateway.cache.size must not be negative");
        }
    }

}
