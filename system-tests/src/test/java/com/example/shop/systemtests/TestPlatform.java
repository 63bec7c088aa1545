package com.example.shop.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.example.shop.localplatform.LocalPlatform;
import com.example.shop.localplatform.Service;
import com.example.shop.localplatform.ServiceProcess;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
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

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

/// The platform that all tests of a JVM share: one process of each service, two where a test asks for it.
///
/// Before each service stands a proxy, so that its link can be held, and so that a second instance gets its share.
final class TestPlatform {

    /// More than any test asks for.
    static final int UNLIMITED = 1_000_000;

    private static final int INSTANCES = 2;

    /// How long the gateway waits for a service; longer than its default, for a machine
    /// may be slow.
    static final String TIME_LIMIT = "20s";

    private static @Nullable TestPlatform shared;

    private final LocalPlatform platform;

    private final TcpProxy orderLink;

    private final TcpProxy inventoryLink;

    private final TcpProxy front;

    private final Witness witness;

    private final Shop shop;

    private final Map<ServiceProcess, Map<String, Object>> usualSettings = new HashMap<>();

    private TestPlatform() {
        this.platform = settings(LocalPlatform.builder()).prepare();
        this.orderLink = linkTo(Service.ORDER);
        this.inventoryLink = linkTo(Service.INVENTORY);
        this.front = linkTo(Service.GATEWAY);
        this.platform.instances(Service.GATEWAY).forEach(this::useLinks);
        this.platform.instances(Service.ORDER).forEach(this::useLinks);
        this.platform.instances(Service.INVENTORY).forEach(this::useLinks);
        start(instances(0));
        this.witness = new Witness(rows(Service.ORDER), rows(Service.INVENTORY),
                new KafkaLog(infrastructure().bootstrapServers()));
        this.witness.installCopies();
        this.shop = new Shop(URI.create(address(this.front)), description());
    }

    static synchronized TestPlatform shared() {
        TestPlatform platform = shared;
        if (platform == null) {
            platform = new TestPlatform();
            shared = platform;
            Runtime.getRuntime().addShutdownHook(new Thread(platform.platform::close));
        }
        return platform;
    }

    Shop shop() {
        return this.shop;
    }

    Infrastructure infrastructure() {
        return this.platform.infrastructure();
    }

    ServiceProcess orderService() {
        return this.platform.orderService();
    }

    ServiceProcess inventoryService() {
        return this.platform.inventoryService();
    }

    ServiceProcess gateway() {
        return this.platform.gateway();
    }

    /// All processes, those that do not run among them.
    List<ServiceProcess> processes() {
        return this.platform.all();
    }

    /// Starts a second instance of each service.
    void scaleUp() {
        start(instances(1));
    }

    void scaleDown() {
        instances(1).forEach(ServiceProcess::stop);
    }

    /// Sets a property, in force from the next start of the process on, until {@link
    /// #heal} takes it back.
    /// @param usual the value that it has otherwise
    void set(ServiceProcess process, String property, Object value, Object usual) {
        this.usualSettings.computeIfAbsent(process, (key) -> new HashMap<>()).put(property, usual);
        process.setProperty(property, value);
    }

    /// Lets order-service reach Kafka by another address.
    void setKafkaOfOrderService(TcpProxy link) {
        set(orderService(), "spring.kafka.bootstrap-servers", link.address(), infrastructure().bootstrapServers());
    }

    /// Lets order-service reach its database by another address.
    void setDatabaseOfOrderService(TcpProxy link) {
        String url = this.platform.database(Service.ORDER).url();
        set(orderService(), "spring.datasource.url", url.replaceFirst("//[^/]+/", "//" + link.address() + "/"), url);
    }

    /// The link between gateway and order-service.
    TcpProxy orderLink() {
        return this.orderLink;
    }

    /// A link to Kafka for one client, which goes round it as soon as the broker has told
    /// it its address.
    TcpProxy kafkaLink() {
        return TcpProxy.to(Integer.valueOf(infrastructure().bootstrapServers().replaceFirst(".*:", "")));
    }

    /// A link to the database of order-service.
    TcpProxy databaseLink() {
        return TcpProxy
            .to(URI.create(this.platform.database(Service.ORDER).url().substring("jdbc:".length())).getPort());
    }

    KafkaLog log() {
        return this.witness.log();
    }

    /// The database of order-service.
    Rows orderRows() {
        return rows(Service.ORDER);
    }

    /// The database of inventory-service.
    Rows inventoryRows() {
        return rows(Service.INVENTORY);
    }

    /// A new product that order-service has heard of.
    String knownProduct(int onHand) {
        String sku = Goods.stocked(this.shop, onHand);
        Eventually.asserted(() -> assertThat(this.witness.isKnown(sku)).isTrue());
        return sku;
    }

    /// The state of the gateway's circuit breaker for a route, as its management port
    /// tells it.
    /// @param route such as `order-reads`
    String breaker(String route) {
        try {
            String health = Http.get("localhost", gateway().managementPort(), "/actuator/health").body();
            return JsonMapper.shared()
                .readTree(health)
                .at("/components/circuitBreakers/details/" + route + "/details/state")
                .asString("unknown in " + health);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /// Undoes whatever a test has broken, and waits until the first instance of each
    /// service is ready.
    void heal() {
        this.orderLink.release();
        this.inventoryLink.release();
        this.front.release();
        infrastructure().startPostgres();
        infrastructure().startKafka();
        processes().stream().filter(ServiceProcess::isAlive).forEach(ServiceProcess::resume);
        this.usualSettings.forEach((process, settings) -> {
            settings.forEach(process::setProperty);
            process.kill();
        });
        this.usualSettings.clear();
        start(instances(0));
    }

    /// Waits until every event has had its effect and every order its end.
    void awaitRest() {
        Eventually.asserted(() -> assertThat(this.witness.unrest()).isEmpty());
    }

    Evidence evidence() {
        return this.witness.evidence(this.shop.history().calls());
    }

    void assertEveryPromiseIsKept() {
        awaitRest();
        assertThat(Checker.violations(evidence())).isEmpty();
    }

    private static LocalPlatform.Builder settings(LocalPlatform.Builder builder) {
        for (Service service : Service.values()) {
            builder.instances(service, INSTANCES);
        }
        return builder.directory(Workspace.platform())
            .property(Service.INVENTORY, "inventory.demo-catalogue", false)
            .property(Service.GATEWAY, "gateway.time-limit", TIME_LIMIT)
            // All tests call as the same few clients; what the limit does has a test of
            // its own.
            .property(Service.GATEWAY, "gateway.rate-limit.subject.burst", UNLIMITED)
            .property(Service.GATEWAY, "gateway.rate-limit.peer.burst", UNLIMITED)
            .property(Service.GATEWAY, "gateway.rate-limit.tokens.burst", UNLIMITED);
    }

    private TcpProxy linkTo(Service service) {
        return TcpProxy.to(this.platform.instances(service).stream().map(ServiceProcess::port).toArray(Integer[]::new));
    }

    private void useLinks(ServiceProcess process) {
        process.setProperty("security.issuer", address(this.front));
        switch (process.service()) {
            case GATEWAY -> {
                process.setProperty("gateway.public-address", address(this.front));
                process.setProperty("gateway.services.order", address(this.orderLink));
                process.setProperty("gateway.services.inventory", address(this.inventoryLink));
            }
            case ORDER -> process.setProperty("order.inventory-address", address(this.inventoryLink));
            case INVENTORY -> {
                // It calls nobody.
            }
        }
    }

    private List<ServiceProcess> instances(int index) {
        return Stream.of(Service.values()).map((service) -> this.platform.instances(service).get(index)).toList();
    }

    private ApiDescription description() {
        try {
            return new ApiDescription(Http.get("localhost", this.front.port(), "/openapi.yaml").body());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Rows rows(Service service) {
        Database database = this.platform.database(service);
        return new Rows(database.url(), database.user(), database.password());
    }

    private static void start(List<ServiceProcess> processes) {
        processes.forEach(ServiceProcess::launch);
        processes.forEach(ServiceProcess::awaitReady);
    }

    private static String address(TcpProxy proxy) {
        return "http://" + proxy.address();
    }

}
