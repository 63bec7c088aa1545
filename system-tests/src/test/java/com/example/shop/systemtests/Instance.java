package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/// One instance of a service, which can be stopped, killed, paused and started again; a process or a container.
interface Instance {

    /// Such as `order-service`, and `order-service-2` for the second one.
    String name();

    /// The address of its API, as this JVM reaches it.
    URI address();

    /// Asks the management port, from where that can be reached.
    Http.Reply management(String path);

    /// Addresses of the machine or container it runs on, other than loopback.
    List<InetAddress> networkAddresses();

    int managementPort();

    /// What it has written to its log.
    List<String> log();

    /// Sets a Spring property, in force from the next start on.
    void setProperty(String property, Object value);

    /// Starts it without waiting until it is ready; does nothing if it runs.
    void launch();

    /// Waits until it says that it is ready.
    void awaitReady();

    /// Asks it to end, and waits until it has.
    void stop();

    /// Ends it at once, as a power cut would.
    void kill();

    /// Freezes it: its connections stay open, and nobody answers.
    void pause();

    /// Lets a frozen one go on.
    void resume();

    boolean isAlive();

    default void start() {
        launch();
        awaitReady();
    }

    default void restart() {
        stop();
        start();
    }

}
