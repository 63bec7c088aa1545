package com.example.shop.localplatform;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line behind `./run`, which answers `--help` and `logs` itself. Without a command it starts the platform.
@Command(name = "./run")
public final class Main implements Callable<Integer> {

    private static final int HIGHEST_OFFSET = 40_000;

    private static final int LONGEST_STOP_SECONDS = 20;

    private final Console console = Console.ofThisProcess();

    @Option(names = "--fresh")
    private boolean fresh;

    @Option(names = "--no-demo")
    private boolean withoutDemo;

    @Option(names = "--port-offset", converter = OffsetConverter.class)
    private int portOffset;

    /// Exits with 0 if what was asked for was done, with 2 if the command line is wrong,
    /// else with 1.
    public static void main(String[] args) {
        Logging.quiet();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((ex, args) -> {
            String message = (ex instanceof UnmatchedArgumentException unmatched)
                    ? "Unknown: " + String.join(" ", unmatched.getUnmatched()) : ex.getMessage();
            ex.getCommandLine().getErr().println(message + ". See ./run --help.");
            return 2;
        }).setExecutionExceptionHandler((ex, command, parsed) -> {
            if (!(ex instanceof Refusal)) {
                throw ex;
            }
            command.getErr().println(ex.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        exitWithParent();
        new Up(Project.find(), this.fresh, !this.withoutDemo, this.portOffset, this.console).run();
        return 0;
    }

    @Command
    int status(@Option(names = "--json") boolean json) {
        Status status = Status.of(RunState.ofRunning(Project.find().local()));
        System.out.println(json ? status.json() : status.text(this.console));
        return status.allReady() ? 0 : 1;
    }

    @Command
    int stop() throws InterruptedException {
        ProcessHandle launcher = RunState.ofRunning(Project.find().local()).flatMap(RunState::launcher).orElse(null);
        if (launcher == null) {
            System.out.println("The platform does not run.");
            return 0;
        }
        launcher.destroy();
        try {
            launcher.onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new Refusal("Process %1$d does not end: kill it with kill -9 %1$d, and all its parts will end, too."
                .formatted(launcher.pid()));
        }
        System.out.println("Stopped. Data is kept in .local/.");
        return 0;
    }

    /// What {@link FastStarts} runs in the background.
    @Command
    int train() {
        exitWithParent();
        FastStarts.train();
        return 0;
    }

    // The script that started this process forwards signals; when it was killed, nobody
    // does.
    private static void exitWithParent() {
        ProcessHandle.current()
            .parent()
            .ifPresent((parent) -> parent.onExit().thenRun(() -> new Thread(() -> System.exit(1), "exit").start()));
    }

    private static final class OffsetConverter implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
            if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > HIGHEST_OFFSET) {
                throw new TypeConversionException(value + " is not a number from 0 to " + HIGHEST_OFFSET);
            }
            return Integer.valueOf(value);
        }

    }

}
