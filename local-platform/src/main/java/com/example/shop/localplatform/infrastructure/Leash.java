package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts programs that cannot outlive this JVM, even if it is killed.
///
/// A shell beside the program reads from a pipe whose other end this JVM holds. The operating system closes that end when
/// the JVM is gone, whatever ended it. The program takes the place of the shell that started it, so that the number of
/// the process is its own.
public final class Leash {

    /// The first argument is the signal; a program that is still there three seconds
    /// later is killed.
    private static final String SCRIPT = """
            exec 3<&0
            {
                while read -r _ <&3; do :; done
                kill -"$0" $$ && sleep 3 && kill -KILL $$
            } >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private Leash() {
    }

    /// What starts the program.
    /// @param signal what asks the program to end, without the `SIG`
    /// @param log standard output and standard error are added to it
    public static ProcessBuilder builder(String signal, List<String> program, Path log) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, signal));
        command.addAll(program);
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /// Waits for the end of a process that was asked to end; one that does not within the
    /// limit is killed.
    public static void awaitEnd(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }

    /// Sends a signal. `Process.destroy` would not do: it lets go of the leash as well.
    public static void signal(Process process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
