package com.example.shop.common.problem;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HttpPropertiesTest {

    @Test
    void a_body_of_no_size_and_one_that_never_fits_into_memory_are_refused_at_the_start() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(DataSize.ofBytes(0), DataSize.ofMegabytes(16)))
            .withMessageContaining("http.max-body-size");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> limits(DataSize.ofKilobytes(64), DataSize.ofKilobytes(63)))
            .withMessageContaining("max-body-memory");
    }

    private static HttpProperties limits(DataSize body, DataSize memory) {
        return new HttpProperties(body, Duration.ofSeconds(10), memory);
    }

}
