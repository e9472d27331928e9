package dev.bellwether.cli.doctor;

import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether somebody listens at the addresses that the configuration names. */
final class AddressCheck {

    static final String NAME = "kafka address";

    private final List<InetSocketAddress> reachable = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param servers {@code host:port}, several with commas between them */
    AddressCheck(String servers, Duration patience) {
        List<String> trouble = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            InetSocketAddress address = parse(server.strip());
            trouble(address, patience)
                    .ifPresentOrElse(why -> trouble.add(server.strip() + ": " + why), () -> reachable.add(address));
        }
        String advice = "check " + Settings.KAFKA_SERVERS.key() + ", name resolution, and the firewalls on the way";
        if (reachable.isEmpty()) {
            findings.add(Finding.problem(NAME, String.join("; ", trouble), advice));
        } else if (trouble.isEmpty()) {
            findings.add(Finding.ok(NAME, servers + (reachable.size() == 1 ? " answers" : " answer")));
        } else {
            findings.add(Finding.warning(NAME, String.join("; ", trouble) + "; others answer", advice));
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Those where somebody listens. */
    List<InetSocketAddress> reachable() {
        return List.copyOf(reachable);
    }

    /** Why nobody can be connected to there; empty where somebody can. */
    static Optional<String> trouble(InetSocketAddress address, Duration patience) {
        if (address.isUnresolved()) {
            return Optional.of("there is no host of this name");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(patience.toMillis()));
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer within " + patience.toMillis() + " ms");
        } catch (ConnectException e) {
            return Optional.of("nobody listens there (" + e.getMessage() + ")");
        } catch (IOException e) {
            return Optional.of("cannot be connected to (" + e.getMessage() + ")");
        }
    }

    private static InetSocketAddress parse(String server) {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
    }
}
