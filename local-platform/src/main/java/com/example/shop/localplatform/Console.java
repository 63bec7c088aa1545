package com.example.shop.localplatform;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// What the person in front of `./run` sees: a line for each step that is finished. A terminal also shows, in its last
/// line, what is still awaited.
final class Console {

    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;

    private final boolean terminal;

    private final boolean unicode;

    private final Set<String> awaited = new LinkedHashSet<>();

    /// @param terminal whether a line can be written over
    /// @param unicode whether the marks need no other characters than ASCII
    Console(PrintStream out, boolean terminal, boolean unicode) {
        this.out = out;
        this.terminal = terminal;
        this.unicode = unicode;
    }

    /// As the `run` script describes it, which still has the terminal.
    static Console ofThisProcess() {
        return new Console(System.out, Boolean.getBoolean("orderly.terminal"),
                System.out.charset().equals(StandardCharsets.UTF_8));
    }

    /// Shows nothing.
    static Console silent() {
        return new Console(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8), false,
                false);
    }

    synchronized void say(String text) {
        if (this.terminal) {
            this.out.print(CLEAR_LINE);
        }
        this.out.println(text);
        if (this.terminal && !this.awaited.isEmpty()) {
            this.out.print("  ... " + String.join(", ", this.awaited));
        }
        this.out.flush();
    }

    /// Says what happens long after the start, with the time of day.
    void report(String sentence) {
        say(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + sentence);
    }

    Step begin(String name) {
        return begin(name, System.nanoTime());
    }

    /// @param nanos from which moment on to count, so that several steps can share one
    synchronized Step begin(String name, long nanos) {
        this.awaited.add(name);
        return new Step(name, nanos);
    }

    String mark(boolean good) {
        String mark = this.unicode ? (good ? "✓" : "✗") : (good ? "+" : "x");
        return this.terminal ? "\u001B[" + (good ? 32 : 31) + "m" + mark + "\u001B[0m" : mark;
    }

    static String secondsSince(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - nanos) / 1e9);
    }

    /// Something that takes its time, and ends as one line.
    final class Step {

        private final String name;

        private final long begin;

        private Step(String name, long begin) {
            this.name = name;
            this.begin = begin;
        }

        void done(String detail) {
            end(true, detail);
        }

        void failed(String reason) {
            end(false, reason);
        }

        private void end(boolean good, String detail) {
            synchronized (Console.this) {
                if (Console.this.awaited.remove(this.name)) {
                    say(String
                        .format(Locale.ROOT, "  %s %-18s %9s  %s", mark(good), this.name, secondsSince(this.begin),
                                detail)
                        .stripTrailing());
                }
            }
        }

    }

}
