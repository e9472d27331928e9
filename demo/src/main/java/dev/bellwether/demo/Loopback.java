package dev.bellwether.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where the shop listens: nobody outside this machine can visit it. */
final class Loopback {

    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private Loopback() {}

    static InetSocketAddress port(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
    }
}
