package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.example.shop.localplatform.infrastructure.Directories;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a running platform tells other terminals about itself, in `.local/state.json`.
/// @param pid the process of the launcher
/// @param startedAt when that process was started; tells it from a later one with the same number
/// @param gateway the address of the platform's API
/// @param parts what it consists of
record RunState(long pid, Instant startedAt, String gateway, List<Part> parts) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    /// A piece of the platform.
    /// @param http whether it answers `/readyz`; else it is ready when it accepts
    /// connections
    /// @param pid its own process, or null if it is part of the launcher's or not known
    /// @param startedAt when that process was started
    record Part(String name, int port, boolean http, @Nullable Long pid, @Nullable Instant startedAt) {

        boolean isReady() {
            return this.http ? ServiceProcess.isReady(this.port) : acceptsConnections();
        }

        private boolean acceptsConnections() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port),
                        CONNECT_TIMEOUT_MILLIS);
                return true;
            }
            catch (IOException _) {
                return false;
            }
        }

        String address() {
            return this.http ? "http://localhost:" + this.port : "127.0.0.1:" + this.port;
        }

        Optional<ProcessHandle> process() {
            return (this.pid == null) ? Optional.empty() : RunState.process(this.pid, this.startedAt);
        }

        static Part of(ServiceProcess service) {
            ProcessHandle process = service.process().map(Process::toHandle).orElse(null);
            return new Part(service.name(), service.port(), true, (process != null) ? process.pid() : null,
                    (process != null) ? startOf(process) : null);
        }

    }

    static Path file(Path local) {
        return local.resolve("state.json");
    }

    static Optional<RunState> read(Path local) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(local)), RunState.class));
        }
        catch (NoSuchFileException | JacksonException _) {
            // No file, or half of one that was left by a power cut.
            return Optional.empty();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(file(local) + " cannot be read", ex);
        }
    }

    /// What the platform says of itself, if it still runs.
    static Optional<RunState> ofRunning(Path local) {
        return read(local).filter((state) -> state.launcher().isPresent());
    }

    void write(Path local) {
        try {
            Path draft = local.resolve("state.json.new");
            Directories.writePrivate(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(draft, file(local), StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(file(local) + " cannot be written", ex);
        }
    }

    static void delete(Path local) {
        Directories.deleteIfExists(file(local));
    }

    /// The launcher, if it still runs.
    Optional<ProcessHandle> launcher() {
        return process(this.pid, this.startedAt);
    }

    static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static Optional<ProcessHandle> process(long pid, @Nullable Instant startedAt) {
        return ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter((process) -> startOf(process).equals(startedAt));
    }

}
