package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.access.JwtConfig;
import dev.bellwether.edge.limit.HttpLimits;
import dev.bellwether.edge.tls.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgePartsTest {

    private static EdgeConfig edge(Map<String, String> options) throws ConfigurationException {
        return EdgeParts.of(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), options));
    }

    @Test
    void withoutSettings_everybodyMayDoEverything_withinTheStandardLimits() throws ConfigurationException {
        assertThat(edge(Map.of())).isEqualTo(EdgeConfig.OPEN);
    }

    @Test
    void eachSetting_arrivesWhereItIsMeantFor() throws ConfigurationException {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "tls.certificate", "a.crt",
                "tls.key", "a.key",
                "tls.key-password-file", "password",
                "tls.client-ca", "ca.crt",
                "tls.client-auth", "optional",
                "auth.token-file", "tokens",
                "reload-interval", "7s"));
        options.putAll(Map.of(
                "jwt.jwks", "https://issuer/keys",
                "jwt.issuer", "issuer",
                "jwt.audience", "bellwether",
                "jwt.algorithms", "ES256",
                "jwt.scope-claim", "roles",
                "jwt.clock-skew", "3s"));
        options.putAll(Map.of(
                "http.max-connections", "1",
                "http.idle-timeout", "2s",
                "http.first-request-timeout", "3s",
                "http.max-header-bytes", "4KiB",
                "http.max-headers", "5",
                "http.max-streams-per-connection", "6",
                "http.max-resets-per-minute", "7",
                "http.max-pings-per-minute", "8"));

        assertThat(edge(options))
                .isEqualTo(new EdgeConfig(
                        new TlsConfig(
                                Path.of("a.crt"), Path.of("a.key"), Path.of("password"), Path.of("ca.crt"), false),
                        Path.of("tokens"),
                        new JwtConfig(
                                "https://issuer/keys",
                                "issuer",
                                "bellwether",
                                Set.of("ES256"),
                                "roles",
                                Duration.ofSeconds(3)),
                        new HttpLimits(
                                new HttpLimits.Connections(1, Duration.ofSeconds(2), Duration.ofSeconds(3)),
                                new HttpLimits.Headers(4_096, 5),
                                new HttpLimits.Http2(6, 7, 8)),
                        Duration.ofSeconds(7)));
    }

    /** Somebody who sets one of two believes that the other is at work. */
    @ParameterizedTest
    @CsvSource({
        "tls.key, tls.certificate",
        "tls.certificate, tls.key",
        "tls.key-password-file, tls.certificate",
        "tls.client-ca, tls.certificate",
        "jwt.issuer, jwt.jwks",
        "jwt.audience, jwt.jwks",
        "jwt.jwks, jwt.issuer"
    })
    void aSettingWithoutTheOneThatItNeeds_isRefused_andNamesIt(String lonely, String missing) {
        assertThatThrownBy(() -> edge(Map.of(lonely, "any")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing);
    }
}
