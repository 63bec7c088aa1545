package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/// Where it was measured.
record Machine(int cores, String processor, long memoryGigabytes, String kernel, String jdk, String database,
        List<String> jvmOptions) {

    static Machine here(World world) throws SQLException, IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String database = "PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s, max_wal_size %s"
            .formatted(world.setting("server_version"), world.setting("fsync"), world.setting("synchronous_commit"),
                    world.setting("shared_buffers"), world.setting("max_wal_size"));
        return new Machine(Runtime.getRuntime().availableProcessors(), processorName(),
                Math.round(system.getTotalMemorySize() / 1e9),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(), database, ContenderProcess.JVM_OPTIONS);
    }

    private static String processorName() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst("[^:]*: *", ""))
                .findFirst()
                .orElse("unknown processor");
        }
    }

    String sentence(String when) {
        return """
                Measured %s: %d cores (%s), %d GB of memory, %s, %s.
                %s; Kafka in the harness's JVM, 6 partitions.
                Each contender in a JVM of its own with `%s`.""".formatted(when, this.cores, this.processor,
                this.memoryGigabytes, this.kernel, this.jdk, this.database, String.join(" ", this.jvmOptions));
    }

}
