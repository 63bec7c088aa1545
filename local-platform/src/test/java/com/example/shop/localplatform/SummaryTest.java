package com.example.shop.localplatform;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTest {

    private static final URI GATEWAY = URI.create("http://localhost:8080");

    @Test
    void fits_a_terminal_of_eighty_columns_and_twenty_four_rows() {
        String summary = Summary.of(GATEWAY, true, Duration.ofMillis(9750));

        assertThat(summary.lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(summary).hasLineCount(17);
    }

    @Test
    void speaks_of_a_confirmed_order_only_if_there_is_one() {
        assertThat(Summary.of(GATEWAY, true, Duration.ofMillis(9750)))
            .contains("Ready, with a confirmed order, after 9.75 s.");
        assertThat(Summary.of(GATEWAY, false, Duration.ofMillis(9750))).contains("Ready after 9.75 s.");
    }

}
