package com.example.shop.localplatform.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Finds ports that nobody listens on, and tells whether a port is free.
public final class FreePorts {

    private FreePorts() {
    }

    /// As many different ports, all free at the moment of the answer.
    public static List<Integer> find(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException("no free port on this machine", ex);
        }
        finally {
            held.forEach(FreePorts::close);
        }
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

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
