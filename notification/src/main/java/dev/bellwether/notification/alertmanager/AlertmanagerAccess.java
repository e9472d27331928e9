package dev.bellwether.notification.alertmanager;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How Alertmanagers are spoken to.
 *
 * @param headers of every request, asked for each time; they win over the name and password of a URL
 * @param tls what is trusted and shown over https; null for what Java does by itself
 * @param timeout of a whole request, from connecting to the end of the answer
 */
public record AlertmanagerAccess(
        Supplier<Map<String, String>> headers, @Nullable SSLContext tls, Duration timeout) {

    public AlertmanagerAccess {
        requireNonNull(headers, "headers");
        requireNonNull(timeout, "timeout");
    }
}
