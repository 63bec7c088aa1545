package com.example.shop.benchmarks.contender;

/// Where a contender finds its database and its topic.
/// @param url the JDBC address of a database of its own
/// @param bootstrapServers the address of Kafka
/// @param topic has six partitions and exists
/// @param arguments of the command line, each `--name=value`, for the contender to read
public record Settings(String url, String user, String password, String bootstrapServers, String topic,
        String... arguments) {

    /// How many threads write at the same time, and how many connections they get.
    public static final int WRITERS = 16;

    static Settings fromEnvironment(String... arguments) {
        return new Settings(variable("URL"), variable("USER"), variable("PASSWORD"), variable("BOOTSTRAP_SERVERS"),
                variable("TOPIC"), arguments);
    }

    private static String variable(String name) {
        String value = System.getenv("BENCHMARK_" + name);
        if (value == null) {
            throw new IllegalStateException("BENCHMARK_" + name + " is not set: the harness starts contenders");
        }
        return value;
    }

}
