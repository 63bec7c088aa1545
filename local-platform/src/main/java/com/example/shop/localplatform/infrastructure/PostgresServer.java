package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL server: the real programs, in a directory of their own, on a port of the loopback address.
///
/// The server hangs on a pipe to this JVM, and stops when the pipe breaks: it cannot outlive a JVM that was killed.
final class PostgresServer {

    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(10);

    /// Runs a program, passes the signals named on standard input on to it, and
    /// interrupts it when that input ends.
    private static final String LEASH = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            {
                while read -r signal <&3; do kill -"$signal" "$server"; done
                kill -INT "$server"
            } 2>/dev/null &
            leash=$!
            wait "$server"
            status=$?
            kill "$leash" 2>/dev/null
            exit "$status"
            """;

    /// What a commit survives.
    enum Durability {

        /// A power cut: what a person keeps in `./run`.
        EVERYTHING(List.of("fsync=on", "synchronous_commit=on")),

        /// A crash of the server, but not of the machine: enough for data that nobody
        /// keeps.
        PROCESS(List.of("fsync=off", "full_page_writes=off"));

        private final List<String> settings;

        Durability(List<String> settings) {
            this.settings = settings;
        }

    }

    private final Path dataDirectory;

    private final Path logFile;

    private final int port;

    private final String password;

    private final Durability durability;

    private @Nullable Process process;

    PostgresServer(Path dataDirectory, Path logFile, int port, String password, Durability durability) {
        this.dataDirectory = dataDirectory;
        this.logFile = logFile;
        this.port = port;
        this.password = password;
        this.durability = durability;
    }

    synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            Path programs = PostgresBinaries.unpacked().resolve("bin");
            if (Files.exists(this.dataDirectory.resolve("PG_VERSION"))) {
                endLeftover();
            }
            else {
                initialise(programs);
            }
            Process started = launch(programs);
            this.process = started;
            awaitReady(started);
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
        if (running == null) {
            return;
        }
        this.process = null;
        send(running, signal);
        if (!exits(running, LONGEST_STOP)) {
            send(running, "QUIT");
            if (!exits(running, LONGEST_STOP)) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
            }
        }
    }

    private static void send(Process running, String signal) {
        try {
            OutputStream leash = running.getOutputStream();
            leash.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
            leash.flush();
        }
        catch (IOException ex) {
            log.debug("PostgreSQL is gone already", ex);
        }
    }

    private static boolean exits(Process running, Duration limit) {
        try {
            return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
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
            List<String> command = new ArrayList<>(unprivileged());
            command.addAll(List.of(programs.resolve("initdb").toString(), "--pgdata=" + beside,
                    "--username=" + SUPERUSER, "--pwfile=" + passwordFile, "--auth=scram-sha-256", "--encoding=UTF8",
                    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            if (this.durability == Durability.PROCESS) {
                command.add("--no-sync");
            }
            Process initdb = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(this.logFile.toFile()))
                .start();
            if (!exits(initdb, LONGEST_START) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw new IOException("initdb failed, see " + this.logFile);
            }
            Files.move(beside, this.dataDirectory, StandardCopyOption.ATOMIC_MOVE);
        }
        finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private Process launch(Path programs) throws IOException {
        Files.deleteIfExists(this.dataDirectory.resolve("postmaster.pid"));
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "orderly-postgres"));
        command.addAll(unprivileged());
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", this.dataDirectory.toString()));
        for (String setting : settings()) {
            command.add("-c");
            command.add(setting);
        }
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(this.logFile.toFile()))
            .start();
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of("port=" + this.port, "listen_addresses=127.0.0.1",
                "unix_socket_directories=", "max_connections=200", "shared_buffers=32MB", "max_wal_size=256MB",
                "log_timezone=UTC", "timezone=UTC", "log_line_prefix=%m [%p] %u@%d ",
                // Three worker processes fewer; this server reads what is in memory
                // anyway.
                "io_method=sync"));
        settings.addAll(this.durability.settings);
        return settings;
    }

    // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and
    // still owns its files.
    private static List<String> unprivileged() {
        return System.getProperty("user.name", "").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    private void awaitReady(Process started) throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            if (!started.isAlive()) {
                this.process = null;
                throw new IOException("it ended with exit code " + started.exitValue() + ": " + lastLogLine());
            }
            if (System.nanoTime() > deadline) {
                stop("QUIT");
                throw new IOException(
                        "it was not ready within " + LONGEST_START.toSeconds() + " s, see " + this.logFile);
            }
            pause();
        }
    }

    // The eighth line of the file is the server's own word on its state; pg_ctl waits for
    // the same.
    private boolean isReady() throws IOException {
        List<String> lines = pidFile();
        return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    }

    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(this.dataDirectory.resolve("postmaster.pid"), StandardCharsets.UTF_8);
        }
        catch (NoSuchFileException ex) {
            return List.of();
        }
    }

    private String lastLogLine() throws IOException {
        try (Stream<String> lines = Files.lines(this.logFile)) {
            return lines.reduce((first, second) -> second).orElse("nothing in " + this.logFile);
        }
    }

    // Only after somebody killed both a JVM and its leash: the server still holds the
    // directory, with old settings.
    private void endLeftover() throws IOException {
        List<String> lines = pidFile();
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,9}")) {
            return;
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        Optional<ProcessHandle> leftover = ProcessHandle.of(pid).filter(PostgresServer::isPostgres);
        if (leftover.isPresent()) {
            log.info("A PostgreSQL of an earlier run still uses {}: stopping it", this.dataDirectory);
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();
            long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
            while (leftover.get().isAlive() && System.nanoTime() < deadline) {
                pause();
            }
            leftover.get().destroyForcibly();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map((command) -> command.endsWith("postgres")).orElse(false);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL", ex);
        }
    }

    Database superuser(String database) {
        return new Database(address(database), SUPERUSER, this.password);
    }

    String address(String database) {
        return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database;
    }

}
