package com.example.shop.common.outbox;

/// Where the events of a transaction wait for Kafka.
enum RelayKind {

    /// In a table, which the relay reads and deletes from.
    TABLE,

    /// In the database's own log, which the relay follows.
    LOG

}
