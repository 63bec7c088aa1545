package com.example.shop.common.contracts;

/// A fact that one service tells the others. A record with an {@link EventContract}; a JSON Schema describes its content.
public interface Event {

    /// Names the aggregate the fact is about; also the key of the Kafka record, so that
    /// the events of one aggregate share a partition and keep their order.
    String aggregateId();

    /// Counts the events of this aggregate, from 1 and without a gap.
    long version();

}
