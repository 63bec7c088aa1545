package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;
import org.jspecify.annotations.Nullable;

/// Gives each JVM of the platform a cache of what it loads, links and compiles, which halves the time of a start.
///
/// A cache is written by a JVM that ends. So after each build the platform runs a second time, in a temporary directory
/// and beside the one that the person sees: as a process of its own with the lowest priority, started once the order of
/// the demonstration is confirmed. It places some hundred orders, so that the classes of a request, a transaction and a
/// message are in the caches, and with them what the JIT compilers need to know of the methods that are called most
/// (JEP 515).
final class FastStarts {

    /// With all JVMs writing their caches at once, two cores need a while.
    private static final Duration LONGEST_END = Duration.ofMinutes(4);

    private static final Duration LONGEST_ABORT = Duration.ofSeconds(3);

    /// Recording slows the services down so much that they would run into limits made for
    /// the daily work.
    private static final int LIMIT_SECONDS = 30;

    private static final int ORDERS = 300;

    private final Project project;

    private final Path launcherCache;

    private final Path log;

    private @Nullable Process training;

    private volatile boolean stopped;

    FastStarts(Project project) {
        this.project = project;
        this.launcherCache = project.launchDirectory("local-platform").resolve("launcher.aot");
        this.log = project.local().resolve("logs/training.log");
    }

    /// Tried once for each build, whatever came of it.
    boolean isDue() {
        Stream<Path> changing = Stream.concat(Stream.of(this.project.jar("local-platform"), this.project.jvmOptions()),
                Stream.of(Service.values()).map((service) -> this.project.jar(service.module())));
        return changing.anyMatch((file) -> file.toFile().lastModified() > marker().toFile().lastModified());
    }

    private Path marker() {
        return this.launcherCache.resolveSibling("trained");
    }

    /// Starts the training in the background; this JVM's options are also those of the
    /// JVM that is trained in its place.
    void prepare(Console console) {
        Path draft = this.launcherCache.resolveSibling("launcher.aot.new");
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", Jvm.java().toString()));
        ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .stream()
            .filter((option) -> !option.startsWith("-XX:AOTCache") && !option.startsWith("-Dorderly."))
            .forEach(command::add);
        command.addAll(List.of("-XX:AOTCacheOutput=" + draft, "-cp", System.getProperty("java.class.path", ""),
                Main.class.getName(), "train"));
        try {
            Process started = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(this.log.toFile())
                .start();
            this.training = started;
            console.say("Preparing faster starts in the background, for the next time.");
            started.onExit().thenAccept((ended) -> adopt(ended.exitValue(), draft, console));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void adopt(int exitCode, Path draft, Console console) {
        try {
            if (this.stopped) {
                return;
            }
            if (exitCode == 0) {
                Files.move(draft, this.launcherCache, StandardCopyOption.ATOMIC_MOVE);
                console.report("The next start will be faster.");
            }
            else {
                console.report("Faster starts could not be prepared, see " + this.log + ".");
            }
            Files.writeString(marker(), "");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// Gives up on a training that is still running; the next run tries again.
    void stop() {
        this.stopped = true;
        Process running = this.training;
        if (running == null || !running.isAlive()) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(LONGEST_ABORT.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
    }

    /// What the process in the background does.
    static void train() {
        Path directory = Directories.createTemporary("orderly-training-");
        Directories.createPrivate(directory.resolve("logs"));
        Logging.toFile(directory.resolve("logs/platform.log"));
        PlatformRun run = PlatformRun.in(directory, EmbeddedInfrastructure.Ports.free(),
                LocalPlatform.builder()
                    .property("spring.datasource.hikari.connection-timeout", LIMIT_SECONDS * 1000)
                    .property("gateway.time-limit", LIMIT_SECONDS + "s")
                    .property("gateway.rate-limit.subject.burst", 2 * ORDERS),
                Console.silent());
        Thread abort = new Thread(() -> {
            run.stop(Duration.ZERO);
            Directories.deleteIfExists(directory);
        }, "stop");
        Runtime.getRuntime().addShutdownHook(abort);
        run.platform().all().stream().filter((process) -> !process.isTrained()).forEach(ServiceProcess::train);
        run.start();
        boolean confirmed = run.demonstrate();
        new Demonstration(run.gateway(), "", Console.silent()).repeat(ORDERS);
        run.stop(LONGEST_END);
        Runtime.getRuntime().removeShutdownHook(abort);
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
