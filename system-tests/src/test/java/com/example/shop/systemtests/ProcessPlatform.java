package com.example.shop.systemtests;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.example.shop.localplatform.LocalPlatform;
import com.example.shop.localplatform.Service;
import com.example.shop.localplatform.ServiceProcess;
import com.example.shop.localplatform.infrastructure.Database;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.example.shop.systemtests.faults.TcpProxy;

/// Each instance is a process of this machine.
///
/// There is a proxy in front of each service, which can hold the link and balances the load between two instances.
final class ProcessPlatform extends TestPlatform {

    private static final int INSTANCES = 2;

    private final LocalPlatform platform;

    private final Map<Service, List<Instance>> instances = new EnumMap<>(Service.class);

    private final TcpProxy orderLink;

    private final TcpProxy inventoryLink;

    private final TcpProxy front;

    ProcessPlatform() {
        this.platform = prepare();
        for (Service service : Service.values()) {
            this.instances.put(service,
                    this.platform.instances(service).stream().<Instance>map(ServiceInProcess::new).toList());
        }
        this.orderLink = linkTo(Service.ORDER);
        this.inventoryLink = linkTo(Service.INVENTORY);
        this.front = linkTo(Service.GATEWAY);
        this.platform.all().forEach(this::useLinks);
    }

    private static LocalPlatform prepare() {
        LocalPlatform.Builder builder = LocalPlatform.builder()
            .directory(Workspace.platform())
            .property(Service.INVENTORY, "inventory.demo-catalogue", false);
        for (Service service : Service.values()) {
            builder.instances(service, INSTANCES);
        }
        GATEWAY_SETTINGS.forEach((property, value) -> builder.property(Service.GATEWAY, property, value));
        return builder.prepare();
    }

    private TcpProxy linkTo(Service service) {
        return TcpProxy.to(this.platform.instances(service).stream().map(ServiceProcess::port).toArray(Integer[]::new));
    }

    private void useLinks(ServiceProcess process) {
        process.setProperty("security.issuer", address().toString());
        switch (process.service()) {
            case GATEWAY -> {
                process.setProperty("gateway.public-address", address().toString());
                process.setProperty("gateway.services.order", "http://" + this.orderLink.address());
                process.setProperty("gateway.services.inventory", "http://" + this.inventoryLink.address());
            }
            case ORDER -> process.setProperty("order.inventory-address", "http://" + this.inventoryLink.address());
            case INVENTORY -> {
                // It calls no other service.
            }
        }
    }

    @Override
    URI address() {
        return URI.create("http://" + this.front.address());
    }

    @Override
    List<Instance> instances(String service) {
        return Stream.of(Service.values())
            .filter((candidate) -> candidate.module().equals(service))
            .findFirst()
            .map((found) -> this.instances.getOrDefault(found, List.of()))
            .orElseThrow();
    }

    @Override
    String bootstrapServers() {
        return infrastructure().bootstrapServers();
    }

    @Override
    Database database(String name) {
        return infrastructure().database(name);
    }

    @Override
    void scaleUp() {
        startAll(second());
    }

    @Override
    void scaleDown() {
        second().forEach(Instance::stop);
    }

    private List<Instance> second() {
        return this.instances.values().stream().map((both) -> both.get(1)).toList();
    }

    @Override
    void stopKafka() {
        infrastructure().stopKafka();
    }

    @Override
    void startKafka() {
        infrastructure().startKafka();
    }

    @Override
    void stopPostgres() {
        infrastructure().stopPostgres();
    }

    @Override
    void startPostgres() {
        infrastructure().startPostgres();
    }

    @Override
    TcpProxy orderLink() {
        return this.orderLink;
    }

    @Override
    TcpProxy kafkaLink() {
        return TcpProxy.to(Integer.valueOf(bootstrapServers().replaceFirst(".*:", "")));
    }

    @Override
    TcpProxy databaseLink() {
        return TcpProxy.to(URI.create(usualDatabaseUrl().substring("jdbc:".length())).getPort());
    }

    @Override
    String usualKafka() {
        return bootstrapServers();
    }

    @Override
    String usualDatabaseUrl() {
        return this.platform.database(Service.ORDER).url();
    }

    @Override
    void releaseLinks() {
        this.orderLink.release();
        this.inventoryLink.release();
        this.front.release();
    }

    @Override
    void close() {
        this.platform.close();
    }

    private Infrastructure infrastructure() {
        return this.platform.infrastructure();
    }

}
