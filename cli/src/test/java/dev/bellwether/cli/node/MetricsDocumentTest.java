package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

    private static final String BEGIN = "<!-- metrics:begin -->";
    private static final String END = "<!-- metrics:end -->";

    /** The expected text is the table to put there. */
    @Test
    void document_hasTheCatalogue() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "metrics.md"));

        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END))
                        .strip())
                .isEqualTo(MetricsDocument.table());
    }

    /** https://prometheus.io/docs/practices/naming/ */
    @Test
    void names_areThoseThatPrometheusAsksFor() {
        assertThat(MetricsDocument.families())
                .extracting(MetricsDocument.Family::name)
                .doesNotHaveDuplicates();
        assertThat(MetricsDocument.families()).allSatisfy(family -> {
            assertThat(family.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
            assertThat(family.name().endsWith("_total")).isEqualTo(family.type().equals("counter"));
            assertThat(family.name()).doesNotContainPattern("milli|micros|_ms_|_kb_|percent");
            assertThat(family.spec().labels()).doesNotContain("le", "quantile", "service", "operation", "version");
        });
    }
}
