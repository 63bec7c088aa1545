package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// One PostgreSQL server: the real programs, in a directory of their own, on a port of the loopback address.
final class PostgresServer {

    static final String SUPERUSER = "postgres";

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(10);

    /// io_method: three worker processes fewer; this server reads what is in memory
    /// anyway.
    private static final List<String> SETTINGS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
            "max_connections=200", "shared_buffers=32MB", "max_wal_size=256MB", "log_timezone=UTC", "timezone=UTC",
            "log_line_prefix=%m [%p] %u@%d ", "io_method=sync");

    /// Survives a crash of the server, but not of the machine.
    private static final List<String> THROW_AWAY = List.of("fsync=off", "full_page_writes=off");

    private final Path dataDirectory;

    private final Path logFile;

    private final int port;

    private final String password;

    private final boolean durable;

    private @Nullable Process process;

    /// @param durable whether a commit has to survive a power cut
    PostgresServer(Path dataDirectory, Path logFile, int port, String password, boolean durable) {
        this.dataDirectory = dataDirectory;
        this.logFile = logFile;
        this.port = port;
        this.password = password;
        this.durable = durable;
    }

    synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            Path programs = PostgresBinaries.unpacked().resolve("bin");
            if (Files.exists(this.dataDirectory)) {
                endLeftover();
            }
            else {
                initialise(programs);
            }
            Process started = launch(programs);
            this.process = started;
            if (!Waiting.until(() -> isReady() || !started.isAlive(), LONGEST_START, POLL) || !started.isAlive()) {
                crash();
                throw new IOException(lastLogLine() + " (log: " + this.logFile + ")");
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("PostgreSQL did not start: " + ex.getMessage(), ex);
        }
    }

    synchronized boolean isAlive() {
        return this.process != null && this.process.isAlive();
    }

    /// Ends all connections and stops in order.
    synchronized void stop() {
        stop("INT");
    }

    /// Stops without a checkpoint, as if it had crashed; the next start recovers from the
    /// log.
    synchronized void crash() {
        stop("QUIT");
    }

    private void stop(String signal) {
        Process running = this.process;
        this.process = null;
        if (running != null) {
            Leash.signal(running, signal);
            Leash.awaitEnd(running, LONGEST_STOP);
        }
    }

    // Beside its place first: a run that is killed half way leaves nothing that looks
    // like a database.
    private void initialise(Path programs) throws IOException {
        Path beside = this.dataDirectory.resolveSibling(this.dataDirectory.getFileName() + ".new");
        Directories.deleteIfExists(beside);
        Path passwordFile = this.dataDirectory.resolveSibling(this.dataDirectory.getFileName() + ".password");
        Directories.writePrivate(passwordFile, this.password + "\n");
        try {
            List<String> command = unprivileged();
            command.addAll(List.of(programs.resolve("initdb").toString(), "--pgdata=" + beside,
                    "--username=" + SUPERUSER, "--pwfile=" + passwordFile, "--auth=scram-sha-256", "--encoding=UTF8",
                    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (!this.durable) {
                command.add("--no-sync");
            }
            Process initdb = Leash.builder("TERM", command, this.logFile).start();
            Leash.awaitEnd(initdb, LONGEST_START);
            if (initdb.exitValue() != 0) {
                throw new IOException("initdb failed, see " + this.logFile);
            }
            Files.move(beside, this.dataDirectory, StandardCopyOption.ATOMIC_MOVE);
        }
        finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private Process launch(Path programs) throws IOException {
        Files.deleteIfExists(pidFile());
        List<String> command = unprivileged();
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", this.dataDirectory.toString()));
        command.addAll(List.of("-c", "port=" + this.port));
        SETTINGS.forEach((setting) -> command.addAll(List.of("-c", setting)));
        if (!this.durable) {
            THROW_AWAY.forEach((setting) -> command.addAll(List.of("-c", setting)));
        }
        return Leash.builder("INT", command, this.logFile).start();
    }

    // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and
    // still owns its files.
    private static List<String> unprivileged() {
        boolean root = System.getProperty("user.name", "").equals("root");
        return new ArrayList<>(root ? List.of("unshare", "-U") : List.of());
    }

    private Path pidFile() {
        return this.dataDirectory.resolve("postmaster.pid");
    }

    private List<String> pidLines() {
        try {
            return Files.readAllLines(pidFile());
        }
        catch (IOException _) {
            return List.of();
        }
    }

    // The eighth line of the file is the server's state in its own words; pg_ctl waits
    // for the same.
    private boolean isReady() {
        List<String> lines = pidLines();
        return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    }

    private String lastLogLine() throws IOException {
        try (Stream<String> lines = Files.lines(this.logFile)) {
            return lines.reduce((first, second) -> second).orElse("it logged nothing");
        }
    }

    // After a JVM was killed its server ends by itself, but maybe not yet.
    private void endLeftover() {
        pidLines().stream()
            .findFirst()
            .filter((line) -> line.strip().matches("[0-9]{1,9}"))
            .flatMap((line) -> ProcessHandle.of(Long.parseLong(line.strip())))
            .filter((process) -> process.info().command().orElse("").endsWith("postgres"))
            .ifPresent((leftover) -> {
                leftover.destroy();
                Waiting.until(() -> !leftover.isAlive(), LONGEST_STOP, POLL);
            });
    }

    Database superuser() {
        return new Database("jdbc:postgresql://127.0.0.1:" + this.port + "/postgres", SUPERUSER, this.password);
    }

}
