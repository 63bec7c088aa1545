package com.example.shop.systemtests;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.systemtests.checker.Checker;
import com.example.shop.systemtests.checker.Evidence;
import com.example.shop.systemtests.checker.KafkaLog;
import com.example.shop.systemtests.checker.Rows;
import com.example.shop.systemtests.checker.Witness;
import com.example.shop.systemtests.client.ApiDescription;
import com.example.shop.systemtests.client.Shop;
import com.example.shop.systemtests.faults.TcpProxy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The platform that all tests of a JVM share: one instance of each service, or two if a test needs them.
///
/// The system property `platform` selects `processes` or `compose` (containers); the tests are the same.
abstract sealed class TestPlatform permits ProcessPlatform, ComposePlatform {

    /// More than any test needs.
    static final int UNLIMITED = 1_000_000;

    /// How long the gateway waits for a service; longer than the default, because a test
    /// machine may be slow.
    static final String TIME_LIMIT = "20s";

    /// High, because all tests use the same few clients; the limits have a test of their
    /// own.
    static final Map<String, Object> GATEWAY_SETTINGS = Map.of("gateway.time-limit", TIME_LIMIT,
            "gateway.rate-limit.subject.burst", UNLIMITED, "gateway.rate-limit.peer.burst", UNLIMITED,
            "gateway.rate-limit.tokens.burst", UNLIMITED);

    private static @Nullable TestPlatform shared;

    private final Map<Instance, Map<String, Object>> usualSettings = new HashMap<>();

    private @Nullable Witness witness;

    private @Nullable Shop shop;

    static synchronized TestPlatform shared() {
        TestPlatform platform = shared;
        if (platform == null) {
            platform = isCompose() ? new ComposePlatform() : new ProcessPlatform();
            shared = platform;
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
            platform.open();
        }
        return platform;
    }

    static boolean isCompose() {
        return System.getProperty("platform", "processes").equals("compose");
    }

    private void open() {
        startAll(first());
        Witness witness = new Witness(orderRows(), inventoryRows(), new KafkaLog(bootstrapServers()));
        witness.installCopies();
        this.witness = witness;
        URI address = address();
        this.shop = new Shop(address, new ApiDescription(Http.get(address.resolve("/openapi.yaml")).body()));
    }

    /// Where clients reach the platform, with any number of gateways.
    abstract URI address();

    /// The instances of a service, including stopped ones.
    /// @param service such as `order-service`
    abstract List<Instance> instances(String service);

    /// The address of the Kafka broker, for this JVM.
    abstract String bootstrapServers();

    /// @param name `orders` or `inventory`
    abstract Database database(String name);

    /// Starts a second instance of each service.
    abstract void scaleUp();

    abstract void scaleDown();

    /// Stops the broker cleanly; its data is kept.
    abstract void stopKafka();

    /// Starts the broker and waits until it is ready; does nothing if it runs.
    abstract void startKafka();

    /// Stops PostgreSQL at once, breaking all its connections as a crash would.
    abstract void stopPostgres();

    /// Starts PostgreSQL and waits until it is ready; does nothing if it runs.
    abstract void startPostgres();

    /// The link between gateway and order-service.
    abstract TcpProxy orderLink();

    /// A link to Kafka for one client. It is used only until the broker has sent the
    /// client
    /// its own address.
    abstract TcpProxy kafkaLink();

    /// A link to the database of order-service.
    abstract TcpProxy databaseLink();

    /// The address of Kafka, as order-service knows it.
    abstract String usualKafka();

    /// The JDBC address of its database, as order-service knows it.
    abstract String usualDatabaseUrl();

    /// Removes the links that were created between the parts.
    abstract void releaseLinks();

    abstract void close();

    Shop shop() {
        return open(this.shop);
    }

    Instance orderService() {
        return instances("order-service").getFirst();
    }

    Instance inventoryService() {
        return instances("inventory-service").getFirst();
    }

    Instance gateway() {
        return instances("gateway").getFirst();
    }

    /// All instances, including stopped ones.
    List<Instance> instances() {
        return Stream.of("gateway", "order-service", "inventory-service")
            .flatMap((service) -> instances(service).stream())
            .toList();
    }

    /// Sets a property from the next start of the instance until {@link #heal}.
    /// @param usual the value that it has otherwise
    void set(Instance instance, String property, Object value, Object usual) {
        this.usualSettings.computeIfAbsent(instance, (key) -> new HashMap<>()).put(property, usual);
        instance.setProperty(property, value);
    }

    /// Makes order-service use another address of Kafka.
    void setKafkaOfOrderService(TcpProxy link) {
        set(orderService(), "spring.kafka.bootstrap-servers", link.address(), usualKafka());
    }

    /// Makes order-service use another address of its database.
    void setDatabaseOfOrderService(TcpProxy link) {
        String url = usualDatabaseUrl();
        set(orderService(), "spring.datasource.url", url.replaceFirst("//[^/]+/", "//" + link.address() + "/"), url);
    }

    KafkaLog log() {
        return open(this.witness).log();
    }

    /// The database of order-service.
    Rows orderRows() {
        return rows("orders");
    }

    /// The database of inventory-service.
    Rows inventoryRows() {
        return rows("inventory");
    }

    /// A new product that is in order-service's catalogue.
    String knownProduct(int onHand) {
        String sku = Goods.stocked(shop(), onHand);
        Eventually.asserted(() -> assertThat(open(this.witness).isKnown(sku)).isTrue());
        return sku;
    }

    /// The state of the gateway's circuit breaker for a route, from its management port.
    /// @param route such as `order-reads`
    String breaker(String route) {
        String health = gateway().management("/actuator/health").body();
        return JsonMapper.shared()
            .readTree(health)
            .at("/components/circuitBreakers/details/" + route + "/details/state")
            .asString("unknown in " + health);
    }

    /// Removes all faults of a test, and waits until the first instance of each service
    /// is ready.
    void heal() {
        releaseLinks();
        startPostgres();
        startKafka();
        instances().stream().filter(Instance::isAlive).forEach(Instance::resume);
        this.usualSettings.forEach((instance, settings) -> {
            settings.forEach(instance::setProperty);
            instance.kill();
        });
        this.usualSettings.clear();
        startAll(first());
    }

    /// Waits until every event is handled and every order has a final status.
    void awaitRest() {
        Eventually.asserted(() -> assertThat(open(this.witness).unrest()).isEmpty());
    }

    Evidence evidence() {
        return open(this.witness).evidence(shop().history().calls());
    }

    void assertEveryPromiseIsKept() {
        awaitRest();
        assertThat(Checker.violations(evidence())).isEmpty();
    }

    static void startAll(List<Instance> instances) {
        instances.forEach(Instance::launch);
        instances.forEach(Instance::awaitReady);
    }

    private List<Instance> first() {
        return List.of(orderService(), inventoryService(), gateway());
    }

    private Rows rows(String name) {
        Database database = database(name);
        return new Rows(database.url(), database.user(), database.password());
    }

    private static <T> T open(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the platform is not open");
        }
        return part;
    }

}
