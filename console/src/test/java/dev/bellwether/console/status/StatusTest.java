package dev.bellwether.console.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void count(String name, long value, String... tags) {
        FunctionCounter.builder(name, new AtomicLong(value), AtomicLong::get)
                .tags(tags)
                .register(meters);
    }

    @Test
    void balance_sumsSignals_andSplitsWhatWasRejected() {
        count("bellwether.ingest.received.requests", 10, "signal", "traces");
        count("bellwether.ingest.received.requests", 5, "signal", "logs");
        count("bellwether.ingest.appended.requests", 9, "signal", "traces");
        count("bellwether.ingest.rejected.requests", 2, "signal", "traces", "reason", "malformed");
        count("bellwether.ingest.rejected.requests", 3, "signal", "logs", "reason", "malformed");
        count("bellwether.ingest.rejected.requests", 0, "signal", "logs", "reason", "overload");
        JsonNode balance = Balances.STANDARD.toTree(meters).get(0);
        assertThat(balance.at("/stage").textValue()).isEqualTo("ingest-requests");
        assertThat(balance.at("/received").longValue()).isEqualTo(15);
        assertThat(balance.at("/appended").longValue()).isEqualTo(9);
        assertThat(balance.at("/rejected").longValue()).isEqualTo(5);
        assertThat(balance.at("/rejectedBy").toString()).isEqualTo("{\"malformed\":5}");
        assertThat(balance.at("/difference").longValue()).isEqualTo(1);
    }

    @Test
    void windows_balanceByTheirTags() {
        meters.counter("bellwether.windows.read.calls").increment(100);
        meters.counter("bellwether.windows.calls", "result", "applied").increment(97);
        meters.counter("bellwether.windows.calls", "result", "late").increment(3);
        JsonNode balance = Balances.STANDARD.toTree(meters).get(0);
        assertThat(balance.at("/stage").textValue()).isEqualTo("windows");
        assertThat(balance.at("/read").longValue()).isEqualTo(100);
        assertThat(balance.at("/difference").longValue()).isZero();
        assertThat(Notices.STANDARD.toTree(meters).get(0).at("/count").longValue())
                .isEqualTo(3);
    }

    @Test
    void fold_countsItsOwnDeadLetters_andNotThoseOfOthers() {
        meters.counter("bellwether.fold.read.records").increment(10);
        meters.counter("bellwether.fold.records", "result", "folded").increment(7);
        meters.counter("bellwether.fold.records", "result", "duplicate").increment(1);
        meters.counter("bellwether.dead.letters", "application", "fold", "topic", "otlp_spans")
                .increment(2);
        meters.counter("bellwether.dead.letters", "application", "red-windows", "topic", "red-deltas")
                .increment(5);
        JsonNode balance = Balances.STANDARD.toTree(meters).get(0);
        assertThat(balance.at("/stage").textValue()).isEqualTo("fold-records");
        assertThat(balance.at("/deadLetters").longValue()).isEqualTo(2);
        assertThat(balance.at("/difference").longValue()).isZero();
    }

    @Test
    void stageThatDoesNotRunHere_isLeftOut() {
        assertThat(Balances.STANDARD.toTree(meters)).isEmpty();
        assertThat(Notices.STANDARD.toTree(meters)).isEmpty();
    }

    @Test
    void notices_sumOverMeters_andTellTheParts() {
        meters.counter("bellwether.fold.operations.overflow").increment(1);
        meters.counter("bellwether.windows.operations.overflow").increment(2);
        meters.counter("bellwether.dead.letters", "topic", "otlp_spans").increment(4);
        JsonNode notices = Notices.STANDARD.toTree(meters);
        assertThat(notices.findValuesAsText("name")).containsExactly("capped", "deadLetters");
        assertThat(notices.findValuesAsText("count")).containsExactly("3", "4");
        assertThat(notices.at("/1/by/otlp_spans").longValue()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "bellwether.ingest.received.items, ingest",
        "bellwether.fold.records, processors",
        "bellwether.windows.calls, processors",
        "bellwether.dead.letters, streams",
        "bellwether.verification.ignored, verification",
        "bellwether.brandnew.thing, brandnew",
        "bellwether.single, single"
    })
    void meters_areGroupedByRole(String meter, String role) {
        assertThat(MeterReport.owner(meter)).isEqualTo(role);
    }

    @Test
    void report_showsOwnMetersOnly_withTheirTagsAndStatistics() {
        meters.counter("bellwether.fold.records", "result", "folded").increment(3);
        meters.timer("bellwether.ingest.append").record(250, TimeUnit.MILLISECONDS);
        Gauge.builder("bellwether.console.waits", () -> Double.NaN).register(meters);
        meters.counter("jvm.classes.loaded").increment();
        JsonNode report = MeterReport.toTree(meters);
        assertThat(report.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("console", "ingest", "processors");
        assertThat(report.at("/processors/0/tags/result").textValue()).isEqualTo("folded");
        assertThat(report.at("/processors/0/value").longValue()).isEqualTo(3);
        assertThat(report.at("/ingest/0/statistics/count").longValue()).isEqualTo(1);
        assertThat(report.at("/ingest/0/statistics/total").doubleValue()).isEqualTo(0.25);
        assertThat(report.at("/console/0/value").isNull()).isTrue();
    }
}
