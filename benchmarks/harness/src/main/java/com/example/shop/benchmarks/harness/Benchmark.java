package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Runs what is wanted and writes what came out. See `benchmarks/run --help`.
final class Benchmark {

    /// In the order in which they are run: a trickle before there were floods.
    private static final List<Scenario> SCENARIOS = List.of(new LatencyScenario(), new DrainScenario(),
            new RelayScenario(), new CrashScenario(), new PairScenario(), new BacklogScenario(), new InboxScenario());

    private Benchmark() {
    }

    /// Expects to run in the project's directory.
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(SCENARIOS, arguments);
        Path benchmarks = Path.of("benchmarks").toAbsolutePath();
        Path published = Path.of("docs/benchmarks");
        Path directory = (options.complete() || options.merged()) ? published : benchmarks.resolve("target/results");
        Report report;
        try (World world = World.start(benchmarks.resolve("target/data"));
                EventLog log = new EventLog(world.bootstrapServers())) {
            Machine machine = Machine.here(world);
            Results results = new Results(options.merged() ? Report.read(published, machine) : List.of());
            report = new Report(machine, results);
            for (Entrant entrant : options.entrants()) {
                List<Scenario> scenarios = options.scenariosFor(entrant);
                if (scenarios.isEmpty()) {
                    continue;
                }
                try (Session session = new Session(world, log, benchmarks, entrant, options.scale(),
                        options.argumentsFor(entrant))) {
                    run(session, scenarios, results);
                }
                // Whoever breaks a long run off keeps what it has.
                report.write(directory);
            }
        }
        System.out.println();
        System.out.println(report.markdown());
        Progress.tell("Written to " + directory);
        System.exit(0);
    }

    private static void run(Session session, List<Scenario> scenarios, Results results) throws Exception {
        for (Scenario scenario : scenarios) {
            try {
                scenario.run(session, results);
            }
            catch (IllegalStateException | SQLException | IOException failure) {
                // A contender that fails at one thing is measured at the others, and the
                // table has a gap.
                Progress.tell("%s: %s failed, %s".formatted(session.entrant().title(), scenario.id(), failure));
            }
        }
    }

}
