package com.example.shop.localplatform.infrastructure;

/// A PostgreSQL server and a Kafka broker, ready to be used.
///
/// The system property `infrastructure` decides where they come from: `docker`, `embedded`, or `auto`, which takes
/// Docker where an engine answers and the embedded ones otherwise. One log line says which was taken and why.
public sealed interface Infrastructure extends AutoCloseable permits EmbeddedInfrastructure, DockerInfrastructure {

    /// The infrastructure of this JVM: started by the first call, stopped when the JVM
    /// exits.
    static Infrastructure shared() {
        return InfrastructureChoice.shared();
    }

    /// The database of that name, with a login role of the same name; both are created by
    /// the first call.
    /// @param name lower case letters, digits and underscores, at most 63
    Database database(String name);

    /// The address of the Kafka broker, as `host:port`. It stays the same when the broker
    /// is stopped and started.
    String bootstrapServers();

    /// Stops the broker in order. Its topics, messages and offsets are kept; does nothing
    /// if it is stopped.
    void stopKafka();

    /// Starts the broker again at the same address and waits until it answers; does
    /// nothing if it runs.
    void startKafka();

    /// Stops PostgreSQL at once, breaking all its connections as a crash would. Committed
    /// data is kept.
    void stopPostgres();

    /// Starts PostgreSQL again at the same address and waits until it answers; does
    /// nothing if it runs.
    void startPostgres();

    @Override
    void close();

}
