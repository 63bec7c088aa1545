package com.example.shop.common.contracts;

/// A fact one service tells the others. Its type is named by the catalogue, its content by a JSON Schema.
public interface Event {

    /// Names the aggregate the fact is about; also the key of the Kafka record, so that
    /// the events of one aggregate share a partition and keep their order.
    String aggregateId();

    /// Counts the events of this aggregate, from 1 and without a gap.
    long version();

}
