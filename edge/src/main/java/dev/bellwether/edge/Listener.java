package dev.bellwether.edge;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A place where the process takes connections.
 *
 * @param name for people, as a noun: "OTLP/gRPC", "the console"
 * @param address where it listens
 * @param portSetting the setting that chooses the port
 * @param isAskedByItself whether the process is a client of it too; it need not show itself a certificate
 */
public record Listener(String name, ListenAddress address, String portSetting, boolean isAskedByItself) {

    public Listener {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
        requireNonNull(portSetting, "portSetting");
    }

    /** A listener for others. */
    public Listener(String name, ListenAddress address, String portSetting) {
        this(name, address, portSetting, false);
    }

    /** The value of the metrics' tag {@code listener}: the words of its name, with hyphens between them. */
    public String tag() {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^the ", "").replaceAll("[^a-z0-9]+", "-");
    }
}
