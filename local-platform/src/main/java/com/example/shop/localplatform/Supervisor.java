package com.example.shop.localplatform;

import java.time.Duration;
import java.util.function.Consumer;

import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when a part of the platform has died, and starts it again, later each time that it dies soon.
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Who has lived that long has recovered, and the next pause is short again.
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Consumer<String> reader;

    private final Runnable onChange;

    private volatile boolean ended;

    /// @param reader is told what happens, in sentences
    /// @param onChange is called after each new process
    Supervisor(Consumer<String> reader, Runnable onChange) {
        this.reader = reader;
        this.onChange = onChange;
    }

    void watch(ServiceProcess process) {
        String name = process.name();
        inBackground(name, new Part() {

            @Override
            public boolean isAlive() {
                return process.isAlive();
            }

            @Override
            public void start() {
                process.start();
            }

            @Override
            public String obituary() {
                int status = process.handle().exitValue();
                return name + " has ended (exit code " + status + ")";
            }

        });
    }

    void watch(EmbeddedInfrastructure infrastructure) {
        inBackground("PostgreSQL", new Part() {

            @Override
            public boolean isAlive() {
                return infrastructure.isPostgresAlive();
            }

            @Override
            public void start() {
                infrastructure.startPostgres();
            }

            @Override
            public String obituary() {
                return "PostgreSQL has ended";
            }

        });
    }

    private void inBackground(String name, Part part) {
        Thread.ofPlatform().daemon().name("supervise-" + name).start(() -> {
            try {
                supervise(name, part);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void supervise(String name, Part part) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long begin = System.nanoTime();
            while (part.isAlive()) {
                Thread.sleep(LOOK);
            }
            if (this.ended) {
                return;
            }
            if (System.nanoTime() - begin > RECOVERED.toNanos()) {
                pause = FIRST_PAUSE;
            }
            tell("%s; it is started again in %d s".formatted(part.obituary(), pause.toSeconds()));
            Thread.sleep(pause);
            pause = next(pause);
            if (this.ended) {
                return;
            }
            startAgain(name, part);
        }
    }

    static Duration next(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return (twice.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : twice;
    }

    private void startAgain(String name, Part part) {
        long begin = System.nanoTime();
        try {
            part.start();
            this.onChange.run();
            tell("%s is ready again after %s".formatted(name, Checklist.seconds(System.nanoTime() - begin)));
        }
        catch (RuntimeException ex) {
            if (!this.ended) {
                log.warn("{} could not be started again", name, ex);
                tell(String.valueOf(ex.getMessage()));
            }
        }
    }

    private void tell(String sentence) {
        log.warn(sentence);
        this.reader.accept(sentence);
    }

    /// Whoever ends from now on was meant to.
    void end() {
        this.ended = true;
    }

    private interface Part {

        boolean isAlive();

        void start();

        String obituary();

    }

}
