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

    /// Calls the management port, from where it can be reached.
    Http.Reply management(String path);

    /// Addresses of the machine or container it runs on, other than loopback.
    List<InetAddress> networkAddresses();

    int managementPort();

    /// Its log.
    List<String> log();

    /// Sets a Spring property from the next start on.
    void setProperty(String property, Object value);

    /// Starts it without waiting until it is ready; does nothing if it runs.
    void launch();

    /// Waits until it reports that it is ready.
    void awaitReady();

    /// Stops it, and waits until it has ended.
    void stop();

    /// Kills it.
    void kill();

    /// Pauses it: its connections stay open, but it does not respond.
    void pause();

    /// Resumes it after a pause.
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
