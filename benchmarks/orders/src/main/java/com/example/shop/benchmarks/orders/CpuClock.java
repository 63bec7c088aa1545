package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.example.shop.localplatform.LocalPlatform;
import com.example.shop.localplatform.ServiceProcess;

/// The CPU time that each part of the platform has used so far, as Linux counts it: in hundredths of a second.
final class CpuClock {

    private static final double MILLIS_PER_TICK = 10;

    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private final LocalPlatform platform;

    CpuClock(LocalPlatform platform) {
        this.platform = platform;
    }

    /// @return milliseconds by part
    Map<String, Double> read() {
        Map<String, Double> millis = new LinkedHashMap<>();
        for (ServiceProcess process : this.platform.all()) {
            millis.put(process.name(), millisOf(process.pid()));
        }
        millis.put("PostgreSQL", ProcessHandle.allProcesses()
            .filter((process) -> process.info().command().map((command) -> command.endsWith("postgres")).orElse(false))
            .mapToDouble((process) -> millisOf(process.pid()))
            .sum());
        millis.put("Kafka and the load", millisOf(ProcessHandle.current().pid()));
        return millis;
    }

    private static double millisOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return MILLIS_PER_TICK * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
        }
        catch (IOException _) {
            return 0;
        }
    }

}
