package dev.bellwether.cli.node;

import static java.util.Objects.requireNonNull;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.Edge;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private static final String SELF = "self";

    OwnTelemetry {
        requireNonNull(protocol, "protocol");
        requireNonNull(tls, "tls");
    }

    /** @throws IllegalArgumentException if settings lack others that they need */
    static OwnTelemetry of(Configuration configuration, Set<String> roles) {
        String endpoint = configuration.get(Settings.TELEMETRY_ENDPOINT);
        if (endpoint.equals(SELF) && !roles.contains("ingest")) {
            throw new IllegalArgumentException(Settings.TELEMETRY_ENDPOINT.key()
                    + ": self needs the role ingest (expected: the URL of a process that has it)");
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

    private static @Nullable Path file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isEmpty() ? null : Path.of(text);
    }

    boolean isOn() {
        return !endpoint.isEmpty();
    }

    /** For the listeners, which are there before it is known where they listen, and so where spans go. */
    Tracing tracing() {
        return isOn() && tracesRatio > 0 ? Tracing.on() : Tracing.off();
    }

    /**
     * The receiver, now that the process listens.
     *
     * @throws dev.bellwether.edge.file.FileProblemException if a file that the configuration names cannot be used
     */
    ExportConfig receiver(Addresses addresses, Edge edge) {
        ExportConfig config = endpoint.equals(SELF) ? self(addresses, edge) : other(URI.create(endpoint));
        return config.withTracesRatio(tracesRatio).withInterval(interval).withHeaders(headers(edge));
    }

    private ExportConfig self(Addresses addresses, Edge edge) {
        Optional<URI> address = protocol == Protocol.GRPC ? addresses.otlpGrpc() : addresses.otlpHttp();
        ExportConfig config = ExportConfig.to(address.orElseThrow(), protocol);
        return edge.ownTrust()
                .map(trust -> config.withTrust(new Trust(edge.ownClients().orElseThrow(), trust)))
                .orElse(config);
    }

    private ExportConfig other(URI uri) {
        ExportConfig config = ExportConfig.to(uri, protocol);
        return "https".equals(uri.getScheme())
                ? config.withTrust(new Trust(tls.context(), tls.trustManager()))
                : config;
    }

    private Supplier<Map<String, String>> headers(Edge edge) {
        if (headersFile != null) {
            return edge.files()
                    .watch(
                            "the headers of telemetry",
                            List.of(headersFile),
                            () -> HeadersFile.read(Settings.TELEMETRY_HEADERS.key(), headersFile));
        }
        Map<String, String> own = Map.of("Authorization", "Bearer " + edge.ownToken());
        return endpoint.equals(SELF) ? () -> own : Map::of;
    }
}
