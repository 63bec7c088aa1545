package com.example.shop.common.outbox;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Where reading the outbox begins, so that it steps over as little as possible of what it does not look for: rows that are
/// deleted and not yet vacuumed away (as long as some long transaction holds vacuum back, those of a whole backlog), and
/// rows that are under way.
///
/// It must not simply follow what was read, for positions are given out in another order than transactions commit. Whoever
/// has a position also holds a lock on the table until the end of its transaction. So once all those have ended that held
/// it when a position was the last one given out, nobody can come with that position or an older one.
final class Floor {

    /// Up to here the outbox is empty, and will stay so.
    private long empty;

    /// Up to here nothing comes that is not there: no late commit, and none of what waits
    /// for a parked event.
    private long settled;

    /// As it was when the outbox was read last. Up to here, and up to the last row that
    /// was found, all there was has been found.
    private long settledAtLastRead;

    private @Nullable Sighting before;

    /// The outbox is empty up to here.
    long empty() {
        return this.empty;
    }

    /// To be called once for each read.
    /// @param underWay what was found and is not yet acknowledged, in the order in which
    /// it was found
    /// @return the rows above are to be read
    long beginOfReading(List<OutboxRow> underWay) {
        long begin = underWay.isEmpty() ? this.empty
                : Math.max(this.empty, Math.min(this.settledAtLastRead, underWay.getLast().position()));
        this.settledAtLastRead = this.settled;
        return begin;
    }

    /// Raises it as far as it is safe to by now.
    void raise(Sighting now) {
        Sighting earlier = this.before;
        if (earlier != null && !Collections.disjoint(earlier.writers(), now.writers())) {
            return;
        }
        if (earlier != null) {
            this.settled = Math.max(this.settled, Math.min(earlier.lastGiven(), now.oldestParked() - 1));
            this.empty = Math.max(this.empty, Math.min(this.settled, now.oldestWaiting() - 1));
        }
        this.before = now;
    }

    /// It may come back to its place, and what waits for it with it.
    void parked(OutboxRow row) {
        this.settled = Math.min(this.settled, row.position() - 1);
    }

    /// What was seen, in this order.
    ///
    /// @param lastGiven the position that was given out last, whether or not it is
    /// committed
    /// @param writers the transactions that hold a lock on the table
    /// @param oldestWaiting the oldest position of what waits
    /// @param oldestParked the oldest position of what is parked
    record Sighting(long lastGiven, Set<String> writers, long oldestWaiting, long oldestParked) {
    }

}
