package com.example.shop.benchmarks.harness;

/// Something that is done with a contender and measured.
interface Scenario {

    /// The name on the command line.
    String id();

    boolean suits(Entrant entrant);

    void run(Session session, Results results) throws Exception;

}
