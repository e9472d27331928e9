package dev.bellwether.edge;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;

/**
 * An address to listen on.
 *
 * @param host address or host name
 * @param port 0 for a free one
 */
public record ListenAddress(String host, int port) {

    private static final int MAX_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";

    public ListenAddress {
        requireNonNull(host, "host");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0.." + MAX_PORT + ")");
        }
    }

    /** Reached by this machine alone. No name, since a name may stand for {@code ::1} first. */
    public static ListenAddress loopback(int port) {
        return new ListenAddress(LOOPBACK, port);
    }

    /** Whether only this machine can connect; a name that is not known is not. */
    public boolean isLoopback() {
        InetSocketAddress socket = socket();
        return !socket.isUnresolved() && socket.getAddress().isLoopbackAddress();
    }

    /** To bind to; asks the name service where the host is a name. */
    public InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }
}
