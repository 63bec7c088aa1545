package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

import com.example.shop.localplatform.ServiceProcess;

/// A service as a process of this machine.
record ServiceInProcess(ServiceProcess process) implements Instance {

    @Override
    public String name() {
        return this.process.name();
    }

    @Override
    public URI address() {
        return this.process.address();
    }

    @Override
    public Http.Reply management(String path) {
        return Http.get(URI.create("http://localhost:" + managementPort() + path));
    }

    @Override
    public List<InetAddress> networkAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter((address) -> !address.isLoopbackAddress())
                .toList();
        }
        catch (SocketException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public int managementPort() {
        return this.process.managementPort();
    }

    @Override
    public List<String> log() {
        return Workspace.read(this.process.logFile()).lines().toList();
    }

    @Override
    public void setProperty(String property, Object value) {
        this.process.setProperty(property, value);
    }

    @Override
    public void launch() {
        this.process.launch();
    }

    @Override
    public void awaitReady() {
        this.process.awaitReady();
    }

    @Override
    public void stop() {
        this.process.stop();
    }

    @Override
    public void kill() {
        this.process.kill();
    }

    @Override
    public void pause() {
        this.process.pause();
    }

    @Override
    public void resume() {
        this.process.resume();
    }

    @Override
    public boolean isAlive() {
        return this.process.isAlive();
    }

    @Override
    public String toString() {
        return name();
    }

}
