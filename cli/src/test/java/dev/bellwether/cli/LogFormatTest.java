package dev.bellwether.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** The forms of the log as the distribution's configuration has them. */
class LogFormatTest {

    @Test
    void json_isALineOfTheElasticCommonSchema_withItsStackTraceInIt() throws IOException {
        String text = format("json");

        assertThat(text).endsWith("\n");
        assertThat(text.lines()).hasSize(1);
        JsonNode line = ServerClient.JSON.readTree(text);
        assertThat(line.path("@timestamp").asText()).isEqualTo("2026-01-01T00:00:00.250Z");
        assertThat(line.path("log.level").asText()).isEqualTo("WARN");
        assertThat(line.path("log.logger").asText()).isEqualTo("dev.bellwether.Part");
        assertThat(line.path("service.name").asText()).isEqualTo("bellwether");
        assertThat(line.path("message").asText()).isEqualTo("it \"broke\"\nin two");
        assertThat(line.path("error.type").asText()).isEqualTo(IllegalStateException.class.getName());
        assertThat(line.path("error.stack_trace").asText())
                .contains("why", "Caused by: ", "\tat " + LogFormatTest.class.getName());
    }

    private static String format(String name) {
        try (LoggerContext context = new LoggerContext("test")) {
            Configuration configuration = ConfigurationFactory.getInstance()
                    .getConfiguration(
                            context,
                            "test",
                            Path.of("src", "main", "dist", "conf", "log4j2.properties")
                                    .toUri());
            configuration.initialize();
            Layout<?> layout = configuration.getAppender(name).getLayout();
            return new String(layout.toByteArray(event()), UTF_8);
        }
    }

    private static Log4jLogEvent event() {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("dev.bellwether.Part")
                .setLevel(Level.WARN)
                .setTimeMillis(1_767_225_600_250L)
                .setMessage(new SimpleMessage("it \"broke\"\nin two"))
                .setThrown(new IllegalStateException("why", new IOException("deeper")))
                .build();
    }
}
