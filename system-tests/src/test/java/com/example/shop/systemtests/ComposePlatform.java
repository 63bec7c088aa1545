package com.example.shop.systemtests;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.FreePorts;
import com.example.shop.systemtests.faults.TcpProxy;
import org.jspecify.annotations.Nullable;

/// Each instance is a container of `docker-compose.yml`, with proxies between them. This JVM reaches
/// containers by their own addresses, which only the Docker host can do.
final class ComposePlatform extends TestPlatform {

    private static final Map<String, Integer> PORTS = new TreeMap<>(
            Map.of("gateway", 8080, "order-service", 8081, "inventory-service", 8082));

    private static final String POSTGRES = Compose.container("postgres", 1);

    private static final String KAFKA = Compose.container("kafka", 1);

    private final int firstPort = IntStream.iterate(18_080, (port) -> port + 10)
        .filter((port) -> FreePorts.isFree(port) && FreePorts.isFree(port + 1))
        .findFirst()
        .orElseThrow();

    private final TcpProxy front = TcpProxy.to(this.firstPort, this.firstPort + 1);

    private final Compose compose = new Compose(PORTS.keySet(), Map.of("ORDERLY_PORT",
            this.firstPort + "-" + (this.firstPort + 1), "ORDERLY_ADDRESS", "http://" + this.front.address()));

    private final List<TcpProxy> links = new ArrayList<>();

    private int scale = 1;

    private @Nullable TcpProxy orderLink;

    ComposePlatform() {
        GATEWAY_SETTINGS.forEach((property, value) -> this.compose.set("gateway", property, value));
        this.compose.set("inventory-service", "inventory.demo-catalogue", false);
        for (Map.Entry<String, String> part : Map.of("postgres", "data", "kafka", "data", "order-service", "services")
            .entrySet()) {
            ContainerNames.register(part.getKey(),
                    () -> Compose.addresses(Compose.container(part.getKey(), 1)).get(part.getValue()));
        }
        this.compose.run("down", "-v", "--remove-orphans");
        this.compose.build();
        stopSecond();
    }

    static ComposePlatform shared() {
        return (ComposePlatform) TestPlatform.shared();
    }

    Compose compose() {
        return this.compose;
    }

    @Override
    URI address() {
        return URI.create("http://" + this.front.address());
    }

    @Override
    List<Instance> instances(String service) {
        return IntStream.rangeClosed(1, this.scale)
            .<Instance>mapToObj(
                    (number) -> new ServiceInContainer(this.compose, service, number, PORTS.getOrDefault(service, 0)))
            .toList();
    }

    @Override
    String bootstrapServers() {
        return "kafka:9092";
    }

    @Override
    Database database(String name) {
        String password = Docker.run("exec", POSTGRES, "cat", "/run/secrets/" + name + ".password").strip();
        return new Database("jdbc:postgresql://postgres:5432/" + name, name, password);
    }

    @Override
    void scaleUp() {
        this.scale = Compose.INSTANCES;
        startAll(instances());
    }

    @Override
    void scaleDown() {
        stopSecond();
        this.scale = 1;
    }

    /// Stops all containers and starts them again.
    void restart() {
        this.compose.run("stop");
        this.compose.run("start");
        stopSecond();
        instances().forEach(Instance::awaitReady);
    }

    /// Recreates the containers of all services, so that their numbers start at 1 again.
    void makeAnew() {
        for (String service : PORTS.keySet()) {
            Compose.containers(service).forEach((container) -> Docker.run("rm", "-f", container));
            this.compose.addMissing(service);
        }
        scaleDown();
        instances().forEach(Instance::awaitReady);
    }

    private void stopSecond() {
        PORTS.keySet().forEach((service) -> Compose.kill(Compose.container(service, Compose.INSTANCES)));
    }

    @Override
    void stopKafka() {
        Docker.run("stop", KAFKA);
    }

    @Override
    void startKafka() {
        Docker.run("start", KAFKA);
        Compose.awaitHealthy(KAFKA);
    }

    @Override
    void stopPostgres() {
        Compose.kill(POSTGRES);
    }

    @Override
    void startPostgres() {
        Docker.run("start", POSTGRES);
        Compose.awaitHealthy(POSTGRES);
    }

    /// Created on the first call; removed by {@link #heal}.
    @Override
    TcpProxy orderLink() {
        TcpProxy link = this.orderLink;
        if (link == null) {
            link = link("services", "order-service", 8081);
            this.orderLink = link;
            set(gateway(), "gateway.services.order", "http://" + link.address(), "http://order-service:8081");
            gateway().restart();
        }
        return link;
    }

    @Override
    TcpProxy kafkaLink() {
        return link("data", "kafka", 9092);
    }

    @Override
    TcpProxy databaseLink() {
        return link("data", "postgres", 5432);
    }

    private TcpProxy link(String network, String name, int port) {
        TcpProxy link = TcpProxy.on(Compose.host(network), List.of(InetSocketAddress.createUnresolved(name, port)));
        this.links.add(link);
        return link;
    }

    @Override
    String usualKafka() {
        return bootstrapServers();
    }

    @Override
    String usualDatabaseUrl() {
        return "jdbc:postgresql://postgres:5432/orders";
    }

    @Override
    void releaseLinks() {
        this.front.release();
        this.links.forEach(TcpProxy::close);
        this.links.clear();
        this.orderLink = null;
    }

    @Override
    void close() {
        Workspace.write(Workspace.platform().resolve("compose.log"),
                this.compose.call("logs", "--no-color", "--timestamps").output());
        this.compose.call("down", "-v", "--timeout", "5");
    }

}
