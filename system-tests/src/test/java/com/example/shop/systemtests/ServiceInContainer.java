package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A service in a container of the compose project.
/// @param number 1, 2 and so on
record ServiceInContainer(Compose compose, String service, int number, int port) implements Instance {

    String container() {
        return Compose.container(this.service, this.number);
    }

    @Override
    public String name() {
        return this.service + ((this.number == 1) ? "" : "-" + this.number);
    }

    @Override
    public URI address() {
        return URI.create("http://" + networkAddresses().getFirst().getHostAddress() + ":" + this.port);
    }

    @Override
    public Http.Reply management(String path) {
        Docker.Result result = Docker.call(Map.of(),
                List.of("exec", container(), "bash", "/app/ask", managementPort() + path));
        int status = (result.status() == 0) ? 200 : Integer.parseInt(result.error().strip().replace("HTTP ", ""));
        return new Http.Reply(status, result.output());
    }

    @Override
    public List<InetAddress> networkAddresses() {
        return List.copyOf(Compose.addresses(container()).values());
    }

    @Override
    public int managementPort() {
        return this.port + 5;
    }

    @Override
    public List<String> log() {
        return Docker.log(container()).lines().toList();
    }

    @Override
    public void setProperty(String property, Object value) {
        this.compose.set(this.service, property, value);
    }

    @Override
    public void launch() {
        this.compose.start(this.service, this.number);
    }

    @Override
    public void awaitReady() {
        Eventually.waiting()
            .alias(container() + " is ready")
            .until(() -> isAlive() && Http.get(address().resolve("/readyz")).status() == 200);
    }

    @Override
    public void stop() {
        if (isAlive()) {
            Docker.run("stop", container());
        }
    }

    @Override
    public void kill() {
        Compose.kill(container());
    }

    @Override
    public void pause() {
        Docker.run("pause", container());
    }

    @Override
    public void resume() {
        if (Docker.run("inspect", "-f", "{{.State.Paused}}", container()).strip().equals("true")) {
            Docker.run("unpause", container());
        }
    }

    @Override
    public boolean isAlive() {
        return Compose.isRunning(container());
    }

    @Override
    public String toString() {
        return name();
    }

}
