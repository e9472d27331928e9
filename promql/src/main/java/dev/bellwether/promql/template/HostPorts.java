package dev.bellwether.promql.template;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code stripPort} and {@code stripDomain}. What is no host with a port is left as it is. */
final class HostPorts {

    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private record HostPort(String host, String port) {}

    private HostPorts() {}

    static String stripPort(String hostPort) {
        return split(hostPort).map(HostPort::host).orElse(hostPort);
    }

    static String stripDomain(String hostPort) {
        HostPort parts = split(hostPort).orElse(new HostPort(hostPort, ""));
        if (IPV4.matcher(parts.host()).matches() || isIpv6(parts.host())) {
            return hostPort;
        }
        int dot = parts.host().indexOf('.');
        String host = dot < 0 ? parts.host() : parts.host().substring(0, dot);
        if (parts.port().isEmpty()) {
            return host;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + parts.port();
    }

    /** As Go's {@code net.SplitHostPort}: one colon, or a host in brackets. */
    private static Optional<HostPort> split(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = hostPort.substring(0, colon);
        String port = hostPort.substring(colon + 1);
        if (host.startsWith("[") && host.indexOf(']') == host.length() - 1) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            return Optional.empty();
        }
        boolean brackets = (host + port).contains("[") || (host + port).contains("]");
        return brackets ? Optional.empty() : Optional.of(new HostPort(host, port));
    }

    private static boolean isIpv6(String host) {
        String[] halves = host.split("::", -1);
        if (!host.contains(":") || halves.length > 2) {
            return false;
        }
        int groups = 0;
        for (int half = 0; half < halves.length; half++) {
            int inHalf = groups(halves[half], half == halves.length - 1);
            if (inHalf < 0) {
                return false;
            }
            groups += inHalf;
        }
        return halves.length == 2 ? groups <= 7 : groups == 8;
    }

    /** Groups of 16 bits in a part of an address, which may end as an IPv4 address does; -1 if it is no such part. */
    private static int groups(String part, boolean last) {
        if (part.isEmpty()) {
            return 0;
        }
        String[] groups = part.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (last && i == groups.length - 1 && IPV4.matcher(groups[i]).matches()) {
                count += 2;
            } else if (groups[i].matches("[0-9a-fA-F]{1,4}")) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }
}
