package com.example.shop.benchmarks.harness;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Lines for who waits.
final class Progress {

    private Progress() {
    }

    static void tell(String line) {
        System.out.println(
                DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.now().truncatedTo(ChronoUnit.SECONDS)) + "  " + line);
    }

}
