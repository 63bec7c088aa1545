package com.example.shop.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What stands on the command line.
/// @param complete whether it is everything, as it is published
/// @param merged whether it is published together with what was measured before
/// @param arguments more settings for ours, as `--outbox.batch-size=500`
record Options(Scale scale, List<Entrant> entrants, List<Scenario> scenarios, boolean complete, boolean merged,
        List<String> arguments) {

    static Options of(List<Scenario> scenarios, String... arguments) {
        boolean quick = List.of(arguments).contains("--quick");
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        List<Entrant> entrants = List.of(Entrant.values());
        List<Scenario> chosen = scenarios;
        boolean complete = !quick;
        boolean merged = false;
        List<String> more = List.of();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> {
                }
                case "--only" -> {
                    entrants = list(arguments, ++i, Options::entrant);
                    complete = false;
                }
                case "--scenarios" -> {
                    chosen = list(arguments, ++i, id -> scenario(scenarios, id));
                    complete = false;
                }
                case "--publish" -> merged = true;
                case "--rounds" -> scale = scale.withRounds(Integer.parseInt(value(arguments, ++i)));
                case "--ours" -> {
                    more = List.of(value(arguments, ++i).split(" "));
                    complete = false;
                }
                default -> throw new IllegalArgumentException("Unknown: " + arguments[i]);
            }
        }
        if (merged && (quick || !more.isEmpty())) {
            throw new IllegalArgumentException(
                    "--publish is for what was measured at length, with the defaults of ours");
        }
        return new Options(scale, entrants, chosen, complete, merged && !complete, more);
    }

    List<Scenario> scenariosFor(Entrant entrant) {
        return this.scenarios.stream().filter(scenario -> scenario.suits(entrant)).toList();
    }

    List<String> argumentsFor(Entrant entrant) {
        return entrant.isOurs() ? this.arguments : List.of();
    }

    private static <T> List<T> list(String[] arguments, int index, Function<String, T> parse) {
        return Arrays.stream(value(arguments, index).split(",")).map(parse).toList();
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " wants a value");
        }
        return arguments[index];
    }

    private static Entrant entrant(String id) {
        return Entrant.named(id)
            .orElseThrow(() -> new IllegalArgumentException("No contender is called " + id + ", but: "
                    + String.join(", ", Arrays.stream(Entrant.values()).map(Entrant::id).toList())));
    }

    private static Scenario scenario(List<Scenario> scenarios, String id) {
        return scenarios.stream()
            .filter(scenario -> scenario.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No scenario is called " + id + ", but: "
                    + String.join(", ", scenarios.stream().map(Scenario::id).toList())));
    }

}
