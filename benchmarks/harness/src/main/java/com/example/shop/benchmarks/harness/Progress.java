package com.example.shop.benchmarks.harness;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/// Lines for who waits.
final class Progress {

    private Progress() {
    }

    static void tell(String line) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    }

}
