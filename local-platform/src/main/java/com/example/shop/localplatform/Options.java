package com.example.shop.localplatform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What was asked for on the command line.
/// @param command what to do
/// @param fresh whether to begin with empty data
/// @param demo whether to place an order as a demonstration
/// @param json whether the answer is for a program
/// @param portOffset what is added to each default port
/// @param logName whose log to show, or null for all
record Options(Command command, boolean fresh, boolean demo, boolean json, int portOffset, @Nullable String logName) {

    private static final int HIGHEST_OFFSET = 40_000;

    enum Command {

        UP, STATUS, STOP, LOGS, TRAIN

    }

    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Command command = (rest.isEmpty() || rest.peek().startsWith("-")) ? Command.UP : command(rest.pop());
        boolean fresh = false;
        boolean demo = true;
        boolean json = false;
        int portOffset = 0;
        String logName = null;
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            if (argument.equals("--fresh")) {
                fresh = goesWith(Command.UP, command, argument);
            }
            else if (argument.equals("--no-demo")) {
                demo = !goesWith(Command.UP, command, argument);
            }
            else if (argument.startsWith("--port-offset=")) {
                goesWith(Command.UP, command, "--port-offset");
                portOffset = portOffset(argument.substring("--port-offset=".length()));
            }
            else if (argument.equals("--json")) {
                json = goesWith(Command.STATUS, command, argument);
            }
            else if (command == Command.LOGS && logName == null && !argument.startsWith("-")) {
                logName = argument;
            }
            else {
                throw unknown(argument);
            }
        }
        return new Options(command, fresh, demo, json, portOffset, logName);
    }

    private static Command command(String word) {
        return switch (word) {
            case "up" -> Command.UP;
            case "status" -> Command.STATUS;
            case "stop" -> Command.STOP;
            case "logs" -> Command.LOGS;
            case "train" -> Command.TRAIN;
            default -> throw unknown(word);
        };
    }

    private static boolean goesWith(Command expected, Command command, String argument) {
        if (command != expected) {
            throw new Refusal("%s does not go with %s: see ./run --help.".formatted(argument,
                    command.name().toLowerCase(Locale.ROOT)));
        }
        return true;
    }

    private static int portOffset(String number) {
        if (!number.matches("[0-9]{1,5}") || Integer.parseInt(number) > HIGHEST_OFFSET) {
            throw new Refusal("--port-offset takes a number from 0 to " + HIGHEST_OFFSET + ", not " + number + ".");
        }
        return Integer.parseInt(number);
    }

    private static Refusal unknown(String argument) {
        return new Refusal("Unknown: %s. See ./run --help.".formatted(argument));
    }

    Optional<String> log() {
        return Optional.ofNullable(this.logName);
    }

}
