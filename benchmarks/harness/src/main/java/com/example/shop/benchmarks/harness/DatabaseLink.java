package com.example.shop.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import com.example.shop.localplatform.infrastructure.Database;

/// A way to the database that can become a black hole: connections stay open, and nothing comes through.
final class DatabaseLink implements AutoCloseable {

    private final Database database;

    private final URI address;

    private final ServerSocket server;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /// Bytes pass with a read lock; whoever holds the link has the other one.
    private final ReentrantReadWriteLock passage = new ReentrantReadWriteLock(true);

    private DatabaseLink(Database database) throws IOException {
        this.database = database;
        this.address = URI.create(database.url().substring("jdbc:".length()));
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("database-link").start(this::accept);
    }

    static DatabaseLink to(Database database) throws IOException {
        return new DatabaseLink(database);
    }

    /// The same database, reached by this link.
    Database database() {
        return new Database(
                this.database.url().replace(":" + this.address.getPort() + "/", ":" + this.server.getLocalPort() + "/"),
                this.database.user(), this.database.password());
    }

    void hold() {
        this.passage.writeLock().lock();
    }

    /// Lets everything through again, that which was held first. By the thread that held
    /// it.
    void release() {
        this.passage.writeLock().unlock();
    }

    private void accept() {
        while (!this.server.isClosed()) {
            try {
                Socket client = this.server.accept();
                Socket target = new Socket(this.address.getHost(), this.address.getPort());
                target.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                this.sockets.add(client);
                this.sockets.add(target);
                Thread.ofVirtual().start(() -> pass(client, target));
                Thread.ofVirtual().start(() -> pass(target, client));
            }
            catch (IOException _) {
                // Closed: the loop ends. Anything else concerns one connection only.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                this.passage.readLock().lock();
                try {
                    out.write(buffer, 0, count);
                }
                finally {
                    this.passage.readLock().unlock();
                }
            }
        }
        catch (IOException _) {
            // One side broke, and so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        this.server.close();
        for (Socket socket : this.sockets) {
            socket.close();
        }
    }

}
