package dev.bellwether.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The one address that broker and registry listen on: no name, since a name may stand for ::1 first. */
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** The loopback address with this port, without asking a name service. */
    public static InetSocketAddress socket(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
