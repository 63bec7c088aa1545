package com.example.shop.localplatform;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The command line behind `./run`.
public final class Main {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final Duration LOG_POLL = Duration.ofMillis(200);

    private static final int LAST_LINES = 20;

    private final Project project;

    private final Options options;

    private final Screen screen;

    private Main(Project project, Options options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
    }

    /// Exits with 0 if what was asked for was done, else with 1; a wrong command line is
    /// answered with 2.
    public static void main(String[] args) throws InterruptedException {
        Logging.quiet();
        Screen screen = Screen.ofThisProcess();
        Options options;
        try {
            options = Options.parse(args);
        }
        catch (Refusal ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        try {
            System.exit(new Main(Project.find(), options, screen).run());
        }
        catch (Refusal ex) {
            System.err.println(ex.getMessage());
            System.exit(1);
        }
    }

    private int run() throws InterruptedException {
        return switch (this.options.command()) {
            case UP -> up();
            case STATUS -> status();
            case STOP -> stop();
            case LOGS -> logs();
            case TRAIN -> train();
        };
    }

    private int up() throws InterruptedException {
        exitWithStarter();
        new UpCommand(this.project, this.options, this.screen).run();
        return 0;
    }

    private int train() {
        exitWithStarter();
        TrainCommand.run();
        return 0;
    }

    // The script that started this process forwards signals; when it was killed, nobody
    // does.
    private static void exitWithStarter() {
        ProcessHandle.current()
            .parent()
            .ifPresent((parent) -> parent.onExit().thenRun(() -> new Thread(() -> System.exit(1), "exit").start()));
    }

    private int status() {
        StatusCommand.Report report = StatusCommand.report(running());
        System.out.println(this.options.json() ? report.json() : report.text(this.screen.style()));
        return report.isReady() ? 0 : 1;
    }

    private Optional<RunState> running() {
        return RunState.read(this.project.local()).filter((state) -> state.launcher().isPresent());
    }

    private int stop() throws InterruptedException {
        Optional<ProcessHandle> launcher = running().flatMap(RunState::launcher);
        if (launcher.isEmpty()) {
            System.out.println("The platform does not run.");
            return 0;
        }
        launcher.get().destroy();
        try {
            launcher.get().onExit().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (ExecutionException | TimeoutException ex) {
            throw new Refusal("Process " + launcher.get().pid() + " does not end: end it with kill -9 "
                    + launcher.get().pid() + ", and all its parts will follow.");
        }
        System.out.println("Stopped. Data is kept in .local/.");
        return 0;
    }

    private int logs() throws InterruptedException {
        List<String> names = this.options.log().map(Main::logName).map(List::of).orElse(LogFiles.NAMES);
        LogFiles files = new LogFiles(this.project.local().resolve("logs"));
        List<LogFollower> followers = names.stream()
            .filter((name) -> names.size() == 1 || Files.exists(files.file(name)))
            .map((name) -> new LogFollower(files.file(name), (names.size() == 1) ? "" : name + " | "))
            .toList();
        if (followers.isEmpty() || (names.size() == 1 && !Files.exists(files.file(names.getFirst())))) {
            throw new Refusal("There is no log yet; ./run starts the platform.");
        }
        followers.forEach((follower) -> follower.last(LAST_LINES).forEach(System.out::println));
        while (running().isPresent()) {
            Thread.sleep(LOG_POLL);
            followers.forEach((follower) -> follower.poll().forEach(System.out::println));
        }
        return 0;
    }

    private static String logName(String name) {
        if (name.equals("kafka")) {
            return "platform";
        }
        if (!LogFiles.NAMES.contains(name)) {
            throw new Refusal(
                    "There is no log of " + name + ": choose from " + String.join(", ", LogFiles.NAMES) + ".");
        }
        return name;
    }

}
