package com.example.shop.common.outbox;

import java.util.Collections;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Up to here the outbox is empty, and will stay so: reading starts above. Without it each read would first step over the
/// index entries of all rows that are deleted and not yet vacuumed away; as long as some long transaction holds vacuum
/// back, those of a whole backlog.
///
/// It must not simply follow what was read, for positions are given out in another order than transactions commit. Whoever
/// has a position also holds a lock on the table until the end of its transaction. So once all those have ended that held
/// it when a position was the last one given out, nobody can come with that position or an older one.
final class Floor {

    private long position;

    private @Nullable Sighting before;

    long position() {
        return this.position;
    }

    /// Raises it as far as it is safe to by now.
    void raise(Sighting now) {
        Sighting earlier = this.before;
        if (earlier != null && !Collections.disjoint(earlier.writers(), now.writers())) {
            return;
        }
        if (earlier != null) {
            this.position = Math.max(this.position, Math.min(earlier.lastGiven(), now.oldest() - 1));
        }
        this.before = now;
    }

    /// What was seen, in this order.
    ///
    /// @param lastGiven the position that was given out last, whether or not it is
    /// committed
    /// @param writers the transactions that hold a lock on the table
    /// @param oldest the oldest position of what waits or is parked
    record Sighting(long lastGiven, Set<String> writers, long oldest) {
    }

}
