package com.example.shop.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which a request is sent piece by piece.
public final class SlowClient implements AutoCloseable {

    private final Socket socket;

    private final StringBuilder received = new StringBuilder();

    SlowClient(int port, String... lines) {
        try {
            this.socket = new Socket("localhost", port);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        sends(String.join("\r\n", lines) + "\r\nHost: localhost\r\n\r\n");
    }

    /// Sends nothing if the gateway has closed the connection.
    public void sends(String piece) {
        try {
            this.socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        catch (IOException ex) {
            // What came back before tells why.
        }
    }

    /// What has come back so far.
    public String received() {
        try {
            byte[] more = this.socket.getInputStream().readNBytes(this.socket.getInputStream().available());
            return this.received.append(new String(more, StandardCharsets.ISO_8859_1)).toString();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        try {
            this.socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
