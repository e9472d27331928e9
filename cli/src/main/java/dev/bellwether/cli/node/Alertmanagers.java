package dev.bellwether.cli.node;

import static java.util.Objects.requireNonNull;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.tls.ClientTls;
import dev.bellwether.notification.NotificationConfig;
import dev.bellwether.notification.alertmanager.AlertmanagerAccess;
import dev.bellwether.notification.schedule.Schedule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which Alertmanagers are told of alerts, and what they want to see.
 *
 * @param headersFile null where they want no headers
 * @param tls what is trusted of them, and shown to them
 */
record Alertmanagers(
        NotificationConfig config,
        Duration timeout,
        @Nullable Path headersFile,
        ClientTls tls) {

    private static final Logger log = LoggerFactory.getLogger(Alertmanagers.class);
    private static final String HTTPS = "https";

    Alertmanagers {
        requireNonNull(config, "config");
        requireNonNull(timeout, "timeout");
        requireNonNull(tls, "tls");
    }

    /** @throws IllegalArgumentException if settings lack others that they need */
    static Alertmanagers of(Configuration configuration) {
        List<URI> urls = urls(configuration.get(Settings.ALERTMANAGERS));
        for (Setting<String> setting :
                List.of(Settings.NOTIFICATION_CA, Settings.NOTIFICATION_CERTIFICATE, Settings.NOTIFICATION_KEY)) {
            if (!configuration.get(setting).isEmpty() && urls.stream().noneMatch(Alertmanagers::isEncrypted)) {
                throw new IllegalArgumentException(
                        setting.key() + ": is for https (expected: an https URL in notification.alertmanagers)");
            }
        }
        String console = configuration.get(Settings.EXTERNAL_URL);
        return new Alertmanagers(
                new NotificationConfig(
                        urls,
                        configuration.get(Settings.EXTERNAL_LABELS),
                        console.isEmpty() ? null : URI.create(console),
                        new Schedule(
                                configuration.get(Settings.RESEND_DELAY), configuration.get(Settings.RESOLVED_FOR)),
                        configuration.get(Settings.NOTIFICATION_ALERTS),
                        configuration.get(Settings.NOTIFICATION_BATCH),
                        configuration.get(Settings.NOTIFICATION_PAUSE)),
                configuration.get(Settings.NOTIFICATION_TIMEOUT),
                file(configuration, Settings.NOTIFICATION_HEADERS),
                new ClientTls(
                        file(configuration, Settings.NOTIFICATION_CA),
                        file(configuration, Settings.NOTIFICATION_CERTIFICATE),
                        file(configuration, Settings.NOTIFICATION_KEY)));
    }

    private static List<URI> urls(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(URI::create)
                        .distinct()
                        .toList();
    }

    private static @Nullable Path file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isEmpty() ? null : Path.of(text);
    }

    private static boolean isEncrypted(URI url) {
        return HTTPS.equals(url.getScheme());
    }

    /**
     * How they are spoken to. Files are read now, and the one with headers again when it changes.
     *
     * @throws dev.bellwether.edge.file.FileProblemException if a file that the configuration names cannot be used
     */
    AlertmanagerAccess access(Edge edge) {
        config.alertmanagers().forEach(this::warnOfReaders);
        boolean encrypted = config.alertmanagers().stream().anyMatch(Alertmanagers::isEncrypted);
        return new AlertmanagerAccess(headers(edge), encrypted ? tls.context() : null, timeout);
    }

    private Supplier<Map<String, String>> headers(Edge edge) {
        if (headersFile == null) {
            return Map::of;
        }
        return edge.files()
                .watch(
                        "the headers of notification",
                        List.of(headersFile),
                        () -> HeadersFile.read(Settings.NOTIFICATION_HEADERS.key(), headersFile));
    }

    private void warnOfReaders(URI alertmanager) {
        boolean secret = headersFile != null || alertmanager.getUserInfo() != null;
        if (secret && !isEncrypted(alertmanager) && !new ListenAddress(alertmanager.getHost(), 0).isLoopback()) {
            log.warn(
                    "what {} is told, and by whom, can be read on its way: use https",
                    Secrets.hidden(alertmanager.toString()));
        }
    }
}
