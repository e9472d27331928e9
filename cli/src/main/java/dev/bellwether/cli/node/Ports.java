package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks whether the ports of a configuration are free before anything is started: finding it out one by one, seconds into the
 * start, would help nobody. That a port is taken a moment later is found by the part that wants it.
 */
public final class Ports {

    private Ports() {}

    /** @throws StartRefusedException if ports are taken, or their address is not one of this machine: all of them, a line each */
    static void requireFree(Configuration configuration, Set<String> roles) {
        List<String> problems = new ArrayList<>();
        wanted(configuration, roles).forEach((setting, host) -> {
            int port = configuration.get(setting);
            try {
                if (port != 0) {
                    bind(host, port);
                }
            } catch (IOException e) {
                problems.add(
                        "port %d on %s cannot be used (%s): stop the process that listens there, or set %s (0 = any free one)%s"
                                .formatted(
                                        port,
                                        host,
                                        e.getMessage(),
                                        setting.key(),
                                        isLoopback(host) ? "" : " or " + Settings.BIND_ADDRESS.key()));
            }
        });
        if (!problems.isEmpty()) {
            throw new StartRefusedException(String.join(System.lineSeparator(), problems));
        }
    }

    /** Whether something listens on a port of the loopback address. */
    public static boolean isTaken(int port) {
        try {
            bind(InetAddress.getLoopbackAddress().getHostAddress(), port);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Map<Setting<Integer>, String> wanted(Configuration configuration, Set<String> roles) {
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        String host = configuration.get(Settings.BIND_ADDRESS);
        Map<Setting<Integer>, String> wanted = new LinkedHashMap<>();
        if (configuration.get(Settings.KAFKA_SERVERS).isEmpty()) {
            wanted.put(Settings.EMBEDDED_KAFKA_PORT, loopback);
            wanted.put(Settings.EMBEDDED_REGISTRY_PORT, loopback);
        }
        if (roles.contains("ingest")) {
            wanted.put(Settings.GRPC_PORT, host);
            wanted.put(Settings.HTTP_PORT, host);
        }
        wanted.put(Settings.CONSOLE_PORT, host);
        return wanted;
    }

    private static void bind(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the servers do: a port that was just given back is free
            socket.bind(new InetSocketAddress(host, port));
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.");
    }
}
