package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What all processors of this machine have done since it started, in ticks: proc_stat(5).
/// @param stolen in which the host let others run, although there was work
record ProcessorTime(long all, long stolen) {

    private static final int STOLEN = 7;

    static ProcessorTime now() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        // What comes behind, of guests, is contained in these.
        long[] ticks = Arrays.stream(line.split(" +")).skip(1).limit(STOLEN + 1).mapToLong(Long::parseLong).toArray();
        return new ProcessorTime(Arrays.stream(ticks).sum(), ticks[STOLEN]);
    }

    /// A share, from 0 to 1.
    double stolenSince(ProcessorTime start) {
        return (double) (this.stolen - start.stolen) / Math.max(1, this.all - start.all);
    }

}
