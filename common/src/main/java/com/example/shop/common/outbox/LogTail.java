package com.example.shop.common.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// The outbox of the events that stand in the database's log. A thread follows the log and keeps a window of it filled; the
/// log is confirmed up to the oldest event that Kafka has not acknowledged, and a new leader reads on from there.
///
/// The events of an aggregate that has a parked one go to the outbox table, and from there they are sent first: while the
/// table has anything to send, nothing is taken from the window.
final class LogTail implements OutboxRows {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

    private final OutboxRows table;

    private final HeldBackEvents heldBack;

    private final EventLog log;

    private final LogWindow window;

    private final OutboxProperties settings;

    private final WakeUp wakeUp;

    private final LongSupplier nanoTime;

    private final Thread reader = Thread.ofVirtual().name("outbox-log-reader").unstarted(this::read);

    /// As of the last look into the tables. One may be released since: then its later
    /// events take the way through the table once more.
    private Set<String> parked = Set.of();

    private boolean tableIsEmpty;

    private long lastLook;

    private long confirmed;

    private boolean confirmationIsNews;

    private volatile boolean closed;

    private volatile @Nullable Exception end;

    LogTail(OutboxRows table, HeldBackEvents heldBack, EventLog log, LogWindow window, OutboxProperties settings,
            WakeUp wakeUp, LongSupplier nanoTime) {
        this.table = table;
        this.heldBack = heldBack;
        this.log = log;
        this.window = window;
        this.settings = settings;
        this.wakeUp = wakeUp;
        this.nanoTime = nanoTime;
    }

    /// @param lead the session that leads
    static LogTail follow(EventLog log, RelaySession lead, OutboxProperties settings, WakeUp wakeUp) {
        // Up to two batches are under way, another one is read meanwhile.
        LogWindow window = new LogWindow(3 * settings.batchSize(),
                DataSize.ofBytes(3 * settings.batchBytes().toBytes()));
        LogTail tail = new LogTail(lead, new HeldBackTable(lead), log, window, settings, wakeUp, System::nanoTime);
        tail.reader.start();
        return tail;
    }

    private void read() {
        try {
            while (!this.closed) {
                readNext();
            }
        }
        catch (SQLException | RuntimeException failure) {
            this.end = failure;
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        finally {
            if (this.end == null) {
                this.end = new IllegalStateException("Its reader has ended");
            }
            this.wakeUp.signal();
        }
    }

    void readNext() throws SQLException, InterruptedException {
        LogEvent event = this.log.read().orElse(null);
        if (event == null) {
            return;
        }
        while (!this.window.put(event, this.settings.heartbeat())) {
            if (this.closed) {
                return;
            }
            this.log.keepAlive();
        }
        this.wakeUp.signal();
    }

    @Override
    public List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit, DataSize size) {
        checkReader();
        List<OutboxRow> ofTable = acknowledged.stream().filter(row -> !this.window.remove(row)).toList();
        if (ofTable.size() < acknowledged.size()) {
            this.confirmationIsNews = true;
        }
        boolean look = !this.tableIsEmpty || !ofTable.isEmpty() || isTimeToLook();
        if (look) {
            List<OutboxRow> rows = look(ofTable, underWay, limit, size);
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        holdBack();
        confirm();
        List<OutboxRow> rows = this.window.oldest(underWay, limit, size);
        if (look && rows.isEmpty() && this.confirmationIsNews) {
            askForConfirmation();
        }
        return rows;
    }

    private void checkReader() {
        Exception failure = this.end;
        if (failure != null) {
            throw new LeadLost("The database's log cannot be read: " + failure.getMessage(), failure);
        }
    }

    private boolean isTimeToLook() {
        return this.nanoTime.getAsLong() - this.lastLook >= this.settings.pollInterval().toNanos();
    }

    private List<OutboxRow> look(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit, DataSize size) {
        // In this order: what is released in between is still held back.
        this.parked = new HashSet<>(this.heldBack.aggregates());
        List<OutboxRow> underWayFromTable = underWay.stream().filter(row -> !this.window.contains(row)).toList();
        List<OutboxRow> rows = this.table.next(acknowledged, underWayFromTable, limit, size);
        this.tableIsEmpty = rows.isEmpty() && underWayFromTable.isEmpty();
        this.lastLook = this.nanoTime.getAsLong();
        return rows;
    }

    private void holdBack() {
        if (this.parked.isEmpty()) {
            return;
        }
        List<OutboxRow> waiting = this.window.of(this.parked);
        if (!waiting.isEmpty()) {
            this.heldBack.append(waiting);
            waiting.forEach(this.window::remove);
        }
    }

    private void confirm() {
        long done = this.window.done(this.log.received());
        if (done > this.confirmed) {
            this.confirmed = done;
            this.log.confirm(done);
        }
    }

    /// While events come, their reader passes the confirmation on as it goes. The last
    /// one
    /// would be passed on only when the database asks for it, half a lease later.
    private void askForConfirmation() {
        this.heldBack.askForConfirmation();
        this.confirmationIsNews = false;
    }

    @Override
    public void park(OutboxRow row, String reason) {
        if (this.window.contains(row)) {
            this.heldBack.park(row, reason);
            this.window.remove(row);
            this.parked.add(row.aggregate());
        }
        else {
            this.table.park(row, reason);
        }
    }

    @Override
    public void keepAlive() {
        checkReader();
        this.table.keepAlive();
    }

    @Override
    public void close() {
        this.closed = true;
        try {
            askForConfirmation();
            this.reader.join(LONGEST_STOP);
        }
        catch (LeadLost _) {
            // The next leader sends some events again.
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        this.log.close();
    }

}
