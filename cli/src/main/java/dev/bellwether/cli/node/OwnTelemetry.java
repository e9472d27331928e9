package dev.bellwether.cli.node;

import static java.util.Objects.requireNonNull;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.tls.ClientTls;
import dev.bellwether.observation.otlp.ExportConfig;
import dev.bellwether.observation.otlp.Protocol;
import dev.bellwether.observation.otlp.Trust;
import dev.bellwether.observation.trace.Tracing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process is to tell of itself over OTLP, and to whom.
 *
 * @param endpoint a URL, {@code self}, or empty for nobody
 * @param headersFile null where the receiver wants no headers
 * @param tls what is trusted of a receiver that is not the process itself, and shown to it
 */
record OwnTelemetry(
        String endpoint,
        Protocol protocol,
        double tracesRatio,
        Duration interval,
        @Nullable Path headersFile,
        ClientTls tls) {

    private static final Logger log = LoggerFactory.getLogger(OwnTelemetry.class);
    private static final String SELF = "self";

    OwnTelemetry {
        requireNonNull(protocol, "protocol");
        requireNonNull(tls, "tls");
    }

    /** @throws IllegalArgumentException if settings lack others that they need */
    static OwnTelemetry of(Configuration configuration, Set<String> roles) {
        String endpoint = configuration.get(Settings.TELEMETRY_ENDPOINT);
        if (endpoint.equals(SELF)) {
            requireForSelf(configuration, roles);
        }
        for (Setting<String> setting :
                List.of(Settings.TELEMETRY_CA, Settings.TELEMETRY_CERTIFICATE, Settings.TELEMETRY_KEY)) {
            if (!configuration.get(setting).isEmpty() && !endpoint.startsWith("https:")) {
                throw new IllegalArgumentException(
                        setting.key() + ": is for https (expected: an https URL as telemetry.endpoint)");
            }
        }
        return new OwnTelemetry(
                endpoint,
                configuration.get(Settings.TELEMETRY_PROTOCOL).equals("grpc") ? Protocol.GRPC : Protocol.HTTP_PROTOBUF,
                configuration.get(Settings.TELEMETRY_TRACES_RATIO),
                configuration.get(Settings.TELEMETRY_INTERVAL),
                file(configuration, Settings.TELEMETRY_HEADERS),
                new ClientTls(
                        file(configuration, Settings.TELEMETRY_CA),
                        file(configuration, Settings.TELEMETRY_CERTIFICATE),
                        file(configuration, Settings.TELEMETRY_KEY)));
    }

    private static void requireForSelf(Configuration configuration, Set<String> roles) {
        if (!roles.contains("ingest")) {
            throw new IllegalArgumentException(Settings.TELEMETRY_ENDPOINT.key()
                    + ": self needs the role ingest (expected: the URL of a process that has it)");
        }
        if (!configuration.get(Settings.TELEMETRY_HEADERS).isEmpty()) {
            throw new IllegalArgumentException(
                    Settings.TELEMETRY_HEADERS.key()
                            + ": self has a token of its own (expected: the URL of this process as telemetry.endpoint, or no headers)");
        }
        if (!configuration.get(Settings.TLS_CLIENT_CA).isEmpty()
                && configuration.get(Settings.TLS_CLIENT_AUTH).contains("required")) {
            throw new IllegalArgumentException(
                    Settings.TELEMETRY_ENDPOINT.key()
                            + ": self has no certificate for tls.client-ca (expected: the URL of this process, with telemetry.certificate)");
        }
    }

    private static @Nullable Path file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isEmpty() ? null : Path.of(text);
    }

    private boolean isSelf() {
        return endpoint.equals(SELF);
    }

    boolean isOn() {
        return !endpoint.isEmpty();
    }

    /** For the listeners, which are there before it is known where they listen, and so where spans go. */
    Tracing tracing() {
        return isOn() && tracesRatio > 0 ? Tracing.on() : Tracing.off();
    }

    /**
     * The receiver, for when it is known where the process listens. What files say of it is read now, and headers again when they change.
     *
     * @throws dev.bellwether.edge.file.FileProblemException if a file that the configuration names cannot be used
     */
    Function<Addresses, ExportConfig> receiver(Edge edge) {
        Supplier<Map<String, String>> headers = headers(edge);
        Trust trust = trust(edge);
        return addresses -> ExportConfig.to(address(addresses), protocol)
                .withTracesRatio(tracesRatio)
                .withInterval(interval)
                .withHeaders(headers)
                .withTrust(trust);
    }

    private URI address(Addresses addresses) {
        if (!isSelf()) {
            return URI.create(endpoint);
        }
        return (protocol == Protocol.GRPC ? addresses.otlpGrpc() : addresses.otlpHttp()).orElseThrow();
    }

    private @Nullable Trust trust(Edge edge) {
        if (isSelf()) {
            return edge.ownTrust()
                    .map(trust -> new Trust(edge.ownClients().orElseThrow(), trust))
                    .orElse(null);
        }
        return "https".equals(URI.create(endpoint).getScheme()) ? new Trust(tls.context(), tls.trustManager()) : null;
    }

    private Supplier<Map<String, String>> headers(Edge edge) {
        if (isSelf()) {
            Map<String, String> own = Map.of("Authorization", "Bearer " + edge.ownToken());
            return () -> own;
        }
        if (headersFile == null) {
            return Map::of;
        }
        warnOfReaders(URI.create(endpoint));
        return edge.files()
                .watch(
                        "the headers of telemetry",
                        List.of(headersFile),
                        () -> HeadersFile.read(Settings.TELEMETRY_HEADERS.key(), headersFile));
    }

    private static void warnOfReaders(URI receiver) {
        if ("http".equals(receiver.getScheme()) && !new ListenAddress(receiver.getHost(), 0).isLoopback()) {
            log.warn(
                    "what {} says can be read on its way to {}: use https",
                    Settings.TELEMETRY_HEADERS.key(),
                    Secrets.hidden(receiver.toString()));
        }
    }
}
