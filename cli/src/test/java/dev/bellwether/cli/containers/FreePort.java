package dev.bellwether.cli.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Ports of this machine for containers that are stopped and started: the engine would give them others each time. */
final class FreePort {

    private FreePort() {}

    /** One on which nobody listens now. */
    static int next() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to listen on", e);
        }
    }
}
