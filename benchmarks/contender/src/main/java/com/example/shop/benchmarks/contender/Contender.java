package com.example.shop.benchmarks.contender;

/// One way to get an event to Kafka if, and only if, its transaction commits; or a limit that no way can beat.
///
/// It starts with its relay at rest.
public interface Contender extends AutoCloseable {

    /// One transaction: one business row and one event. Returns when it has committed.
    /// Called by many threads.
    void write(SampleEvent event) throws Exception;

    /// Leaves that many events where the relay will find them, the fastest way there is;
    /// copies of some events will do. The relay is at rest.
    /// @param events a multiple of 1,000
    default void fill(int events) throws Exception {
        throw new UnsupportedOperationException("This contender has no relay");
    }

    default void startRelay() throws Exception {
    }

    /// Nothing more is sent when it returns.
    default void stopRelay() throws Exception {
    }

    @Override
    default void close() {
    }

}
