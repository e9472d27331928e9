package dev.bellwether.edge;

import static java.util.Objects.requireNonNull;

/**
 * A place where the process takes connections.
 *
 * @param name for people, as a noun: "OTLP/gRPC", "the console"
 * @param address where it listens
 * @param portSetting the setting that chooses the port
 */
public record Listener(String name, ListenAddress address, String portSetting) {

    public Listener {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
        requireNonNull(portSetting, "portSetting");
    }
}
