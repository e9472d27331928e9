package dev.bellwether.edge;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** The warnings and errors that a class logs while this is open. */
public final class LoggedLines extends AbstractAppender implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LoggedLines(Class<?> type) {
        super("lines of " + type.getName(), null, null, false, Property.EMPTY_ARRAY);
        logger = (Logger) LogManager.getLogger(type);
        before = logger.getLevel();
        Configurator.setLevel(logger, Level.WARN);
        start();
        logger.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getMessage().getFormattedMessage());
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        Configurator.setLevel(logger, before);
        stop();
    }
}
