package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds ports that nobody listens on, and tells whether a port is free.
public final class FreePorts {

    private FreePorts() {
    }

    /// As many different ports, all free when they were looked for.
    public static List<Integer> find(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        while (found.size() < count) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                found.add(socket.getLocalPort());
            }
            catch (IOException ex) {
                throw new UncheckedIOException("no free port on this machine", ex);
            }
        }
        return List.copyOf(found);
    }

    /// Whether a server could listen on the port now, on any address of this machine.
    public static boolean isFree(int port) {
        return canListen(new InetSocketAddress(port))
                && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // What a connection of the last minute left behind in TIME_WAIT disturbs no
            // server.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        }
        catch (IOException ex) {
            return false;
        }
    }

}
