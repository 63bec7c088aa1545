package com.example.shop.systemtests;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/// A service in a container of the compose project.
/// @param number from one on
record ServiceInContainer(Compose compose, String service, int number, int port) implements Instance {

    // The image has no curl, and the port is open to the container itself alone.
    private static final String ASK = """
            exec 3<>/dev/tcp/127.0.0.1/%d
            printf 'GET %s HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\nAccept-Encoding: identity\\r\\n\\r\\n' >&3
            cat <&3
            """;

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
        String answer = Docker.run("exec", container(), "bash", "-c", ASK.formatted(managementPort(), path));
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (answer.contains("Transfer-Encoding: chunked")) {
            body = body.replaceAll("(?m)^[0-9a-f]+\r\n", "").replace("\r\n", "");
        }
        return new Http.Reply(Integer.parseInt(answer.split(" ")[1]), body);
    }

    @Override
    public List<InetAddress> networkAddresses() {
        return List.copyOf(Compose.addresses(container()).values());
    }

    @Override
    public int managementPort() {
        return this.port + 1000;
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
        this.compose.up(this.service);
    }

    @Override
    public void awaitReady() {
        Eventually.waiting().until(() -> isAlive() && Http.get(address().resolve("/readyz")).status() == 200);
    }

    @Override
    public void stop() {
        if (isAlive()) {
            Docker.run("stop", container());
        }
    }

    @Override
    public void kill() {
        if (isAlive()) {
            Docker.run("kill", container());
        }
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
