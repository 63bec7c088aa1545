package com.example.shop.common.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.springframework.util.unit.DataSize;

/// What was read from the log and is not yet acknowledged, in the order of the log. It is bounded: while Kafka is away the
/// events wait in the log and not here.
///
/// Filled by the thread that reads, emptied by the relay's.
final class LogWindow {

    private final int limit;

    private final long size;

    private final Map<Long, LogEvent> events = new LinkedHashMap<>();

    private long bytes;

    LogWindow(int limit, DataSize size) {
        this.limit = limit;
        this.size = size.toBytes();
    }

    /// Waits for room.
    /// @return whether there was some; false if the time was up
    synchronized boolean put(LogEvent event, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (isFull()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        this.events.put(event.row().position(), event);
        this.bytes += event.row().size();
        return true;
    }

    synchronized boolean isFull() {
        return this.events.size() >= this.limit || this.bytes >= this.size;
    }

    synchronized boolean contains(OutboxRow row) {
        LogEvent event = this.events.get(row.position());
        return event != null && event.row() == row;
    }

    /// @return whether it was there
    synchronized boolean remove(OutboxRow row) {
        if (!contains(row)) {
            return false;
        }
        this.events.remove(row.position());
        this.bytes -= row.size();
        notifyAll();
        return true;
    }

    /// @param underWay what to leave out
    synchronized List<OutboxRow> oldest(List<OutboxRow> underWay, int limit, DataSize size) {
        Set<Long> leftOut = underWay.stream()
            .filter(this::contains)
            .map(OutboxRow::position)
            .collect(Collectors.toSet());
        List<OutboxRow> oldest = new ArrayList<>();
        long bytes = 0;
        for (LogEvent event : this.events.values()) {
            if (oldest.size() >= limit || bytes >= size.toBytes()) {
                break;
            }
            if (!leftOut.contains(event.row().position())) {
                oldest.add(event.row());
                bytes += event.row().size();
            }
        }
        return oldest;
    }

    synchronized List<OutboxRow> of(Set<String> aggregates) {
        return this.events.values()
            .stream()
            .map(LogEvent::row)
            .filter(row -> aggregates.contains(row.aggregate()))
            .toList();
    }

    /// How far the log is done with: up to the commit of the oldest event that is left.
    /// @param received what the log said before, for an event that it counts in must have
    /// been put here by now
    synchronized long done(long received) {
        return this.events.isEmpty() ? received : this.events.values().iterator().next().commit();
    }

}
