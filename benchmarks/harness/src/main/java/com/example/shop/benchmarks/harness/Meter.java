package com.example.shop.benchmarks.harness;

import java.sql.SQLException;

/// What an instance and the database use up from a moment on.
final class Meter {

    private static final double NANOS_PER_MILLI = 1e6;

    private final World world;

    private final ContenderProcess instance;

    private final long begin;

    private final long wal;

    private final long app;

    private final long database;

    private Meter(World world, ContenderProcess instance) throws SQLException {
        this.world = world;
        this.instance = instance;
        this.wal = world.walPosition();
        this.app = instance.vitals().cpuNanos();
        this.database = ProcessTable.cpuNanosOfFamily(world.postmaster());
        this.begin = System.nanoTime();
    }

    static Meter start(World world, ContenderProcess instance) throws SQLException {
        return new Meter(world, instance);
    }

    /// The moment of the start, as `System.nanoTime`.
    long begin() {
        return this.begin;
    }

    Usage read() throws SQLException {
        long now = System.nanoTime();
        long databaseNow = ProcessTable.cpuNanosOfFamily(this.world.postmaster());
        long appNow = this.instance.vitals().cpuNanos();
        return new Usage((appNow - this.app) / NANOS_PER_MILLI, (databaseNow - this.database) / NANOS_PER_MILLI,
                this.world.walPosition() - this.wal, (now - this.begin) / 1e9);
    }

    /// @param appMillis of CPU time
    /// @param databaseMillis of CPU time
    record Usage(double appMillis, double databaseMillis, long walBytes, double seconds) {
    }

}
