package com.example.shop.systemtests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A TCP proxy between two parts that can hold or cut the link. With several targets it distributes new connections in
/// turn among those that accept.
///
/// A test must verify that its fault took effect: see {@link #bytesHeld} and {@link #connections}.
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5000;

    private final ServerSocket server;

    private final List<InetSocketAddress> targets;

    private final AtomicInteger turn = new AtomicInteger();

    private final Gate gate = new Gate();

    private final AtomicInteger connections = new AtomicInteger();

    private final AtomicLong bytesHeld = new AtomicLong();

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private TcpProxy(ServerSocket server, List<InetSocketAddress> targets) {
        this.server = server;
        this.targets = targets;
    }

    /// Starts a proxy on a free port of this machine.
    /// @param targets ports of this machine
    public static TcpProxy to(Integer... targets) {
        return on(InetAddress.getLoopbackAddress(),
                Stream.of(targets).map((target) -> InetSocketAddress.createUnresolved("127.0.0.1", target)).toList());
    }

    /// Starts a proxy on a free port.
    /// @param address where it listens
    /// @param targets host names are resolved for each connection
    public static TcpProxy on(InetAddress address, List<InetSocketAddress> targets) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 500, address), targets);
            Thread.ofVirtual().name("proxy-" + proxy.port()).start(proxy::accept);
            return proxy;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("no proxy at " + address, ex);
        }
    }

    public int port() {
        return this.server.getLocalPort();
    }

    /// The address of this proxy, as `host:port`.
    public String address() {
        InetAddress address = this.server.getInetAddress();
        return (address.isLoopbackAddress() ? "localhost" : address.getHostAddress()) + ":" + port();
    }

    /// Holds all bytes in both directions from now on; connections stay open.
    public void hold() {
        this.gate.close();
    }

    /// Passes the held bytes on, and all later ones.
    public void release() {
        this.gate.open();
    }

    /// Breaks all connections.
    public void cut() {
        this.sockets.forEach(TcpProxy::closeQuietly);
    }

    /// The number of bytes that arrived while the link was held.
    public long bytesHeld() {
        return this.bytesHeld.get();
    }

    /// The number of accepted connections.
    public int connections() {
        return this.connections.get();
    }

    /// Breaks all connections; bytes that are still held are lost.
    @Override
    public void close() {
        cut();
        try {
            this.server.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        cut();
        this.gate.open();
    }

    private void accept() {
        while (!this.server.isClosed()) {
            try {
                Socket client = this.server.accept();
                this.connections.incrementAndGet();
                this.sockets.add(client);
                Thread.ofVirtual().start(() -> link(client));
            }
            catch (IOException ex) {
                // Closed: the loop ends. Anything else concerns one connection only.
            }
        }
    }

    private void link(Socket client) {
        try (client; Socket target = connect()) {
            this.sockets.add(target);
            Thread back = Thread.ofVirtual().start(() -> pump(target, client));
            pump(client, target);
            back.join();
            this.sockets.remove(target);
        }
        catch (IOException ex) {
            // No target accepts: the client sees its connection closed.
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            this.sockets.remove(client);
        }
    }

    private Socket connect() throws IOException {
        IOException last = new IOException("no target");
        int first = this.turn.getAndIncrement();
        for (int i = 0; i < this.targets.size(); i++) {
            int next = Math.floorMod(first + i, this.targets.size());
            Socket socket = new Socket();
            try {
                InetSocketAddress target = this.targets.get(next);
                socket.connect(new InetSocketAddress(target.getHostString(), target.getPort()), CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                return socket;
            }
            catch (IOException ex) {
                closeQuietly(socket);
                last = ex;
            }
        }
        throw last;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (this.gate.isClosed()) {
                    this.bytesHeld.addAndGet(count);
                }
                this.gate.pass();
                out.write(buffer, 0, count);
            }
        }
        catch (IOException ex) {
            // One side is closed, so close the other.
        }
        finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        }
        catch (IOException ex) {
            // It is closed either way.
        }
    }

    /// Where bytes wait while the link is held.
    private static final class Gate {

        private boolean closed;

        synchronized void close() {
            this.closed = true;
        }

        synchronized void open() {
            this.closed = false;
            notifyAll();
        }

        synchronized boolean isClosed() {
            return this.closed;
        }

        synchronized void pass() {
            boolean interrupted = false;
            while (this.closed) {
                try {
                    wait();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

    }

}
