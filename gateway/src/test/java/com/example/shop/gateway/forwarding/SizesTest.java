package com.example.shop.gateway.forwarding;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SizesTest {

    @Test
    void a_response_of_no_size_and_a_cache_of_less_than_nothing_are_refused_at_the_start() {
        assertThatIllegalArgumentException()
            .isThrownBy(
                    () -> new ForwardingProperties(Duration.ofSeconds(5), Duration.ofSeconds(1), DataSize.ofBytes(0)))
            .withMessageContaining("gateway.max-response-size");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new CacheProperties(Duration.ofSeconds(2), DataSize.ofBytes(-1)))
            .withMessageContaining("gateway.cache.size");
    }

}
