package dev.bellwether.cli;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Settings;
import org.apache.logging.log4j.core.config.Configurator;

/** How a server logs: conf/log4j2.properties has the forms, the configuration chooses one and the level. */
final class Logs {

    private static final String FORMAT_PROPERTY = "bellwether.log.format";
    private static final String LEVEL_PROPERTY = "bellwether.log.level";

    private Logs() {}

    /** From now on. Options of the JVM win, so that one process can be looked into without touching its configuration. */
    static void configure(Configuration configuration) {
        setIfAbsent(FORMAT_PROPERTY, configuration.get(Settings.LOG_FORMAT));
        setIfAbsent(LEVEL_PROPERTY, configuration.get(Settings.LOG_LEVEL));
        Configurator.reconfigure();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
