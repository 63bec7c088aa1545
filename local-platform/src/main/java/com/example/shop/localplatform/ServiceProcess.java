package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Leash;
import com.example.shop.localplatform.infrastructure.Waiting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One instance of a service in a process of its own, which can be stopped, killed, paused and started again.
///
/// It keeps its ports, its settings and its log file over restarts.
public final class ServiceProcess {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(25);

    private static final int TIMEOUT_MILLIS = 2000;

    private static final int LONGEST_ERROR = 500;

    private static final JsonMapper JSON = new JsonMapper();

    private final PackagedService packaged;

    private final String name;

    private final int port;

    private final int managementPort;

    private final Path logFile;

    private final Map<String, Object> properties = new TreeMap<>();

    private Runnable beforeLaunch = () -> {
    };

    private boolean training;

    private @Nullable Process process;

    ServiceProcess(PackagedService packaged, String name, int port, int managementPort, Path logFile) {
        this.packaged = packaged;
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
        this.logFile = logFile;
    }

    public Service service() {
        return this.packaged.service();
    }

    /// The name of the module; a second instance is called `order-service-2`.
    public String name() {
        return this.name;
    }

    public int port() {
        return this.port;
    }

    public int managementPort() {
        return this.managementPort;
    }

    public URI address() {
        return URI.create("http://localhost:" + this.port);
    }

    /// What the process writes to standard output and standard error, over all its runs.
    public Path logFile() {
        return this.logFile;
    }

    /// Sets a Spring property, in force from the next start on.
    public synchronized void setProperty(String property, Object value) {
        this.properties.put(property, value);
    }

    /// Sets a Spring property, unless it is set already.
    synchronized void setDefault(String property, Object value) {
        this.properties.putIfAbsent(property, value);
    }

    /// What has to be done before each start, such as creating a database.
    void beforeLaunch(Runnable action) {
        this.beforeLaunch = action;
    }

    /// Makes each start from now on write a cache of its classes when the process ends;
    /// see {@link #adoptTraining()}.
    void train() {
        this.training = true;
    }

    /// Puts the cache in force that a training run wrote.
    /// @return whether the next start has a cache
    boolean adoptTraining() {
        return this.packaged.adoptDraft();
    }

    boolean isTrained() {
        return this.packaged.isTrained();
    }

    public void start() {
        launch();
        awaitReady();
    }

    /// Starts the process without waiting for it; does nothing if it runs.
    public synchronized void launch() {
        if (isAlive()) {
            return;
        }
        this.beforeLaunch.run();
        try {
            ProcessBuilder builder = Leash.builder("TERM", this.packaged.command(this.training), this.logFile);
            // In the environment, and not among the arguments, which every user of the
            // machine can read.
            builder.environment().put("SPRING_APPLICATION_JSON", JSON.writeValueAsString(this.properties));
            this.process = builder.start();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(this.name + " cannot be started: " + ex.getMessage(), ex);
        }
    }

    /// Waits until the service says that it is ready.
    /// @throws IllegalStateException if the process ends, or is not ready within three
    /// minutes
    public void awaitReady() {
        boolean inTime = Waiting.until(() -> isReady() || !isAlive(), LONGEST_START, POLL);
        if (!inTime || !isAlive()) {
            throw new IllegalStateException("%s %s: %s (log: %s)".formatted(this.name,
                    inTime ? "ended before it was ready" : "was not ready in time", lastError(), this.logFile));
        }
    }

    private String lastError() {
        try (Stream<String> lines = Files.lines(this.logFile)) {
            return lines.filter((line) -> line.contains("ERROR") || line.startsWith("Caused by"))
                .reduce((first, second) -> second)
                .map((line) -> line.substring(0, Math.min(LONGEST_ERROR, line.length())))
                .orElse("nothing in its log says why");
        }
        catch (IOException _) {
            return "its log cannot be read";
        }
    }

    /// Whether the process is there and says that it accepts requests.
    public boolean isReady() {
        return isAlive() && isReady(this.port);
    }

    /// Whether something at the port of this machine says that it accepts requests.
    static boolean isReady(int port) {
        try {
            URL url = URI.create("http://127.0.0.1:" + port + "/readyz").toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.disconnect();
            return ready;
        }
        catch (IOException _) {
            return false;
        }
    }

    /// Whether there is a process, be it ready or not.
    public boolean isAlive() {
        return process().isPresent();
    }

    /// The process, if there is one that has not ended.
    synchronized Optional<Process> process() {
        return Optional.ofNullable(this.process).filter(Process::isAlive);
    }

    /// Asks the process to end (SIGTERM) and waits until it has; after 20 s it is killed.
    public void stop() {
        terminate();
        awaitEnd(LONGEST_STOP);
    }

    /// Asks the process to end, without waiting.
    void terminate() {
        signal("TERM");
    }

    /// Waits for the end of a process that was asked to; one that does not end within the
    /// limit is killed.
    void awaitEnd(Duration limit) {
        process().ifPresent((running) -> Leash.awaitEnd(running, limit));
    }

    /// Ends the process at once, as a power cut would (SIGKILL), and waits until it is
    /// gone.
    public void kill() {
        awaitEnd(Duration.ZERO);
    }

    /// Freezes the process (SIGSTOP): its connections stay open, and nothing responds.
    public void pause() {
        signal("STOP");
    }

    /// Lets a frozen process go on (SIGCONT).
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        process().ifPresent((running) -> Leash.signal(running, signal));
    }

}
