package com.example.shop.common.outbox;

import java.util.List;

import org.springframework.util.unit.DataSize;

/// What the relay needs of the database: the outbox as the leader sees it. Without the leadership nobody can read or
/// delete; every method then throws {@link LeadershipLost}.
interface OutboxRows {

    /// Deletes rows and reads the oldest of the others, in one round trip. They come in
    /// the order of their positions, without those of an aggregate that has a parked
    /// event. A row of a transaction that commits late is not missed, although its
    /// position is older than others that are gone.
    /// @param acknowledged what to delete
    /// @param inFlight what to leave out: read before and not yet acknowledged
    /// @param size the last row is the one whose content reaches it
    List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> inFlight, int limit, DataSize size);

    /// Moves a row to the parked events, which holds back the later ones of its
    /// aggregate.
    void park(OutboxRow row, String reason);

    /// Renews the lease if nothing else was sent to the database for a while.
    void keepAlive();

}
