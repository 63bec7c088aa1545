package com.example.shop.benchmarks.harness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.example.shop.localplatform.infrastructure.Database;

/// What is in Kafka beside what committed.
/// @param committed business rows
/// @param lost business rows whose event is not in Kafka
/// @param doubled records too many
/// @param inverted events that came for the first time after a later one of the same aggregate
record Audit(long committed, long lost, long doubled, long inverted) {

    private static final Duration STANDSTILL = Duration.ofSeconds(10);

    private static final Duration CALM = Duration.ofSeconds(3);

    /// Reads again and again until nothing is missing, or the time is up; copies may come
    /// a little later than that.
    static Audit await(EventLog log, Database database, Duration longest) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Audit audit = of(log, database);
        while (audit.lost() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(1_000);
            audit = of(log, database);
        }
        Thread.sleep(CALM);
        audit = of(log, database);
        if (audit.committed() == 0) {
            throw new IllegalStateException("Nothing had committed, so nothing is proved");
        }
        return audit;
    }

    private static Audit of(EventLog log, Database database) throws SQLException {
        Set<EventKey> missing = committed(database);
        int committed = missing.size();
        Set<EventKey> seen = new HashSet<>();
        Map<UUID, Long> newest = new HashMap<>();
        long[] doubled = new long[1];
        long[] inverted = new long[1];
        log.read(STANDSTILL, record -> {
            EventKey event = EventKey.of(record);
            if (!seen.add(event)) {
                doubled[0]++;
                return;
            }
            missing.remove(event);
            if (newest.merge(event.aggregate(), event.version(), Math::max) > event.version()) {
                inverted[0]++;
            }
        });
        return new Audit(committed, missing.size(), doubled[0], inverted[0]);
    }

    private static Set<EventKey> committed(Database database) throws SQLException {
        Set<EventKey> committed = new HashSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT aggregate, version FROM shop.orders")) {
            while (found.next()) {
                committed.add(new EventKey(found.getObject(1, UUID.class), found.getLong(2)));
            }
        }
        return committed;
    }

}
