package com.example.shop.localplatform;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a part of the platform again when it has died, with a longer pause each time that it dies soon.
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// A part that has lived that long has recovered, and the next pause is short again.
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Consumer<String> console;

    private volatile boolean ended;

    /// @param console is told what happens, in sentences
    Supervisor(Consumer<String> console) {
        this.console = console;
    }

    /// Watches a part that was started before.
    /// @param start starts it again and waits until it is ready
    void watch(String name, BooleanSupplier alive, Runnable start) {
        Thread.ofPlatform().daemon().name("supervise-" + name).start(() -> {
            try {
                supervise(name, alive, start);
            }
            catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void supervise(String name, BooleanSupplier alive, Runnable start) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long begin = System.nanoTime();
            while (alive.getAsBoolean()) {
                Thread.sleep(LOOK);
            }
            if (System.nanoTime() - begin > RECOVERED.toNanos()) {
                pause = FIRST_PAUSE;
            }
            tell("%s has ended; it is started again in %d s.".formatted(name, pause.toSeconds()));
            Thread.sleep(pause);
            pause = next(pause);
            if (this.ended) {
                return;
            }
            startAgain(name, start);
        }
    }

    static Duration next(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return (twice.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : twice;
    }

    private void startAgain(String name, Runnable start) {
        long begin = System.nanoTime();
        try {
            start.run();
            tell("%s is ready again after %s.".formatted(name, Console.secondsSince(begin)));
        }
        catch (RuntimeException ex) {
            log.warn("{} could not be started again", name, ex);
            tell(String.valueOf(ex.getMessage()));
        }
    }

    private void tell(String sentence) {
        if (!this.ended) {
            log.warn(sentence);
            this.console.accept(sentence);
        }
    }

    /// The platform is being stopped: from now on nothing is started again.
    void end() {
        this.ended = true;
    }

}
