package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Resolves the names of containers in this JVM: Kafka advertises the address `kafka` to all of its clients.
///
/// The JVM finds this class through `META-INF/services`, and calls it for each lookup (`sun.net.inetaddr.ttl`).
public final class ContainerNames extends InetAddressResolverProvider {

    private static final Map<String, Supplier<InetAddress>> names = new ConcurrentHashMap<>();

    static void register(String name, Supplier<InetAddress> address) {
        names.put(name, address);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver others = configuration.builtinResolver();
        return new InetAddressResolver() {

            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                Supplier<InetAddress> known = names.get(host);
                return (known != null) ? Stream.of(known.get()) : others.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return others.lookupByAddress(address);
            }

        };
    }

    @Override
    public String name() {
        return "container names";
    }

}
