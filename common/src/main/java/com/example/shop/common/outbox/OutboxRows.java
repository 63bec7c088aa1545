package com.example.shop.common.outbox;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.util.unit.DataSize;

/// What the relay needs of the database: the outbox as its one leader sees it. Whoever has lost the lead can neither
/// read nor delete any more; every method then throws {@link LeadLost}.
interface OutboxRows extends AutoCloseable {

    /// Deletes rows and reads the oldest of the others, in one round trip. They come in
    /// the order of their positions, and none of an aggregate that has a parked event.
    /// One of
    /// a transaction that commits late is not missed: it has an older position than
    /// others that are gone.
    /// @param acknowledged what to delete
    /// @param underWay what to leave out, for it was read and is not yet acknowledged
    /// @param size ends the batch with the row whose content reaches it
    List<OutboxRow> next(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit, DataSize size);

    /// The same, for a caller who has other things to do meanwhile. Until the rows are
    /// there, any other call waits for them.
    /// @return waits for the rows
    default Supplier<List<OutboxRow>> nextAhead(List<OutboxRow> acknowledged, List<OutboxRow> underWay, int limit,
            DataSize size) {
        return () -> next(acknowledged, underWay, limit, size);
    }

    /// Moves a row aside, and with it holds back the later ones of its aggregate.
    void park(OutboxRow row, String reason);

    /// Renews the lease if nothing else was asked for a while.
    void keepAlive();

    @Override
    void close();

}
