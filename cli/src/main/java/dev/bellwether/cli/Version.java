package dev.bellwether.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * What this is a build of, as Maven writes it into {@code version.properties}.
 *
 * @param number of the version
 * @param commit that it was built from, with {@code -dirty} where files differed from it; {@code unknown} where nobody said
 */
public record Version(String number, String commit) {

    public static Version current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the build");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(properties.getProperty("version"), properties.getProperty("commit"));
    }

    /** What {@code --version} prints. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            Version version = current();
            return new String[] {
                "bellwether " + version.number() + " (commit " + version.commit() + ")",
                "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")",
                "Kafka " + org.apache.kafka.common.utils.AppInfoParser.getVersion()
            };
        }
    }
}
