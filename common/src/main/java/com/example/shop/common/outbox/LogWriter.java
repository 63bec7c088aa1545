package com.example.shop.common.outbox;

import java.util.List;

/// Writes the events of a transaction into the database's log, and nowhere else: there is no row to insert, to index, to
/// delete or to vacuum.
///
/// The log is read in the order of the commits. Of two transactions on one aggregate the second one gets its row only
/// after the first has committed, so their events are read in the order of their versions.
final class LogWriter implements EventWriter {

    private final String slot;

    /// @param slot what keeps the events; without it the database refuses to write them
    LogWriter(String slot) {
        this.slot = slot;
    }

    @Override
    public List<DeferredStatement> statementsFor(List<NewEvent> events) {
        return List.of(new DeferredStatement("SELECT messaging.write_to_log(?, ?)",
                List.of(this.slot, events.stream().map(EventMessage::write).toArray(byte[][]::new))));
    }

}
