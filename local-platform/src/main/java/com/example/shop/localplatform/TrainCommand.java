package com.example.shop.localplatform;

import java.nio.file.Path;
import java.time.Duration;

import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;

/// Runs the platform once in a throw-away directory, so that each JVM leaves a cache of the classes it needed.
///
/// The demonstration is part of it: the classes of a request, of a transaction and of a message are in the cache, too.
final class TrainCommand {

    /// A JVM writes its cache when it ends; with all of them at it, two cores take a
    /// while.
    private static final Duration LONGEST_STOP = Duration.ofMinutes(4);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TrainCommand() {
    }

    static void run() {
        Path directory = Directories.createTemporary("orderly-training-");
        Screen screen = Screen.dark();
        EmbeddedInfrastructure.Ports ports = EmbeddedInfrastructure.Ports.free();
        Directories.createPrivate(directory.resolve("logs"));
        Logging.toFile(directory.resolve("logs/platform.log"));
        // Recording slows the services down so much that they would run into limits made
        // for the daily work.
        LocalPlatform.Builder services = LocalPlatform.builder()
            .property("spring.datasource.hikari.connection-timeout", PATIENCE.toMillis())
            .property("gateway.time-limit", PATIENCE.toSeconds() + "s");
        PlatformRun run = PlatformRun.in(directory, ports, services, screen.checklist());
        Thread emergency = new Thread(() -> run.stop(Duration.ZERO), "stop");
        Runtime.getRuntime().addShutdownHook(emergency);
        run.platform().all().stream().filter((process) -> !process.isTrained()).forEach(ServiceProcess::train);
        run.start();
        boolean confirmed = run.demonstrate();
        screen.finish();
        run.stop(LONGEST_STOP);
        Runtime.getRuntime().removeShutdownHook(emergency);
        boolean trained = run.platform()
            .all()
            .stream()
            .map(ServiceProcess::adoptTraining)
            .reduce(true, Boolean::logicalAnd);
        if (!confirmed || !trained) {
            throw new Refusal("The training run did not get to its end; its logs are in " + directory + ".");
        }
        Directories.deleteIfExists(directory);
    }

}
