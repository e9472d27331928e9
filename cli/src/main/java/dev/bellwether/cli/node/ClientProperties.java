package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The file with what every Kafka client is told, passwords among it: no problem with it repeats what it holds. */
final class ClientProperties {

    private ClientProperties() {}

    /**
     * What the file says that the configuration names; nothing where it names none.
     *
     * @throws ConfigurationException if the file cannot be read
     */
    static Map<String, Object> of(Configuration configuration) throws ConfigurationException {
        String file = configuration.get(Settings.KAFKA_CLIENT_FILE);
        return file.isEmpty() ? Map.of() : read(Path.of(file));
    }

    private static Map<String, Object> read(Path file) throws ConfigurationException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (NoSuchFileException e) {
            throw problem(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw problem(file, "is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw problem(file, "holds a \\u that is not followed by four hexadecimal digits");
        } catch (IOException e) {
            throw problem(file, "cannot be read");
        }
        Map<String, Object> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }

    private static ConfigurationException problem(Path file, String what) {
        return new ConfigurationException(List.of(Settings.KAFKA_CLIENT_FILE.key() + ": " + file + ": " + what));
    }
}
