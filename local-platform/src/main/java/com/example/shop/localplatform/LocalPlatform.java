package com.example.shop.localplatform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Directories;
import com.example.shop.localplatform.infrastructure.FreePorts;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/// The packaged services as processes on this machine, standing on an infrastructure that somebody else started.
///
/// ```java
/// try (LocalPlatform platform = LocalPlatform.builder().directory(here).instances(Service.ORDER, 2).prepare()) {
///     platform.instances(Service.ORDER).getLast().start();
/// }
/// ```
/// Services are never restarted by themselves; closing the platform ends them, and leaves the infrastructure alone.
public final class LocalPlatform implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Infrastructure infrastructure;

    private final Map<Service, List<ServiceProcess>> processes = new EnumMap<>(Service.class);

    private LocalPlatform(Infrastructure infrastructure) {
        this.infrastructure = infrastructure;
    }

    /// A platform with one instance of each service on free ports, unless told otherwise.
    public static Builder builder() {
        return new Builder();
    }

    /// All processes, in the order in which they are stopped: the gateway first.
    public List<ServiceProcess> all() {
        List<ServiceProcess> all = new ArrayList<>(instances(Service.GATEWAY));
        all.addAll(instances(Service.ORDER));
        all.addAll(instances(Service.INVENTORY));
        return all;
    }

    public List<ServiceProcess> instances(Service service) {
        return this.processes.getOrDefault(service, List.of());
    }

    private String addressOf(Service service) {
        return instances(service).getFirst().address().toString();
    }

    /// The address of the platform's API: that of the gateway.
    public URI address() {
        return URI.create(addressOf(Service.GATEWAY));
    }

    /// The database of the service, as the service itself sees it.
    public Database database(Service service) {
        return this.infrastructure.database(service.databaseName().orElseThrow());
    }

    /// PostgreSQL and Kafka beneath the services.
    public Infrastructure infrastructure() {
        return this.infrastructure;
    }

    @Override
    public void close() {
        stop(LONGEST_STOP);
    }

    /// Stops all services: first the gateway, so that no request comes in any more, then
    /// the services side by side.
    void stop(Duration limit) {
        List<ServiceProcess> gateways = instances(Service.GATEWAY);
        gateways.forEach(ServiceProcess::terminate);
        gateways.forEach((gateway) -> gateway.awaitEnd(limit));
        all().forEach(ServiceProcess::terminate);
        all().forEach((process) -> process.awaitEnd(limit));
    }

    private void configure(ServiceProcess process, Path directory) {
        process.setProperty("spring.profiles.active", "demo");
        process.setProperty("server.port", process.port());
        process.setProperty("server.address", "127.0.0.1");
        process.setProperty("management.server.port", process.managementPort());
        process.setProperty("management.server.address", "127.0.0.1");
        process.setProperty("security.issuer", addressOf(Service.GATEWAY));
        switch (process.service()) {
            case GATEWAY -> {
                Path keys = Directories.createPrivate(directory.resolve("secrets"));
                process.setProperty("gateway.public-address", addressOf(Service.GATEWAY));
                process.setProperty("gateway.issuer.key-file", keys.resolve("issuer-key.json").toString());
                process.setProperty("gateway.services.order", addressOf(Service.ORDER));
                process.setProperty("gateway.services.inventory", addressOf(Service.INVENTORY));
            }
            case ORDER -> {
                configureData(process);
                process.setProperty("order.inventory-address", addressOf(Service.INVENTORY));
            }
            case INVENTORY -> configureData(process);
        }
    }

    // The database is created when a process is about to need it: in ./run PostgreSQL is
    // not started yet when this is called.
    private void configureData(ServiceProcess process) {
        // Each idle connection is a process of PostgreSQL; a platform on one machine has
        // few to spare.
        process.setProperty("spring.datasource.hikari.minimum-idle", 2);
        process.setProperty("spring.kafka.bootstrap-servers", this.infrastructure.bootstrapServers());
        process.beforeLaunch(() -> {
            Database database = database(process.service());
            process.setDefault("spring.datasource.url", database.url());
            process.setDefault("spring.datasource.username", database.user());
            process.setDefault("spring.datasource.password", database.password());
        });
    }

    /// What the platform is made of. Only the directory has no default.
    public static final class Builder {

        private final Map<Service, Integer> instances = new EnumMap<>(Service.class);

        private final List<Consumer<LocalPlatform>> properties = new ArrayList<>();

        private @Nullable Infrastructure infrastructure;

        private @Nullable Path directory;

        private @Nullable Integer portOffset;

        private Builder() {
        }

        /// PostgreSQL and Kafka to stand on; by default those that all tests of this JVM
        /// share.
        Builder infrastructure(Infrastructure infrastructure) {
            this.infrastructure = infrastructure;
            return this;
        }

        /// How many processes of the service to start. The gateway sends to the first of
        /// them; to reach all, set its property `gateway.services.order` or
        /// `gateway.services.inventory` to whatever spreads the requests.
        public Builder instances(Service service, int count) {
            this.instances.put(service, count);
            return this;
        }

        /// A Spring property for all instances of a service; it wins over the platform's
        /// own.
        public Builder property(Service service, String name, Object value) {
            this.properties
                .add((platform) -> platform.instances(service).forEach((process) -> process.setProperty(name, value)));
            return this;
        }

        Builder property(String name, Object value) {
            for (Service service : Service.values()) {
                property(service, name, value);
            }
            return this;
        }

        public Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /// The ports of `./run`, all moved by the same number; by default ports that are
        /// free.
        Builder fixedPorts(int offset) {
            this.portOffset = offset;
            return this;
        }

        /// Chooses ports and directories, but starts nothing yet: what has to know a port
        /// can be put in its place with {@link ServiceProcess#setProperty}.
        public LocalPlatform prepare() {
            Path place = Objects.requireNonNull(this.directory, "directory");
            Path logs = Directories.createPrivate(place.resolve("logs"));
            Project project = Project.find();
            LocalPlatform platform = new LocalPlatform(
                    (this.infrastructure != null) ? this.infrastructure : Infrastructure.shared());
            // Side by side: to unpack a jar takes a second, and a processor of its own.
            Arrays.stream(Service.values())
                .parallel()
                .map((service) -> PackagedService.prepare(service, project))
                .toList()
                .forEach((packaged) -> platform.processes.put(packaged.service(), processes(packaged, logs)));
            platform.all().forEach((process) -> platform.configure(process, place));
            this.properties.forEach((property) -> property.accept(platform));
            return platform;
        }

        private List<ServiceProcess> processes(PackagedService packaged, Path logs) {
            Service service = packaged.service();
            List<ServiceProcess> processes = new ArrayList<>();
            for (int i = 1; i <= this.instances.getOrDefault(service, 1); i++) {
                String name = (i == 1) ? service.module() : service.module() + "-" + i;
                List<Integer> ports = (this.portOffset != null)
                        ? List.of(service.port() + this.portOffset, service.managementPort() + this.portOffset)
                        : FreePorts.find(2);
                processes
                    .add(new ServiceProcess(packaged, name, ports.get(0), ports.get(1), logs.resolve(name + ".log")));
            }
            return processes;
        }

    }

}
