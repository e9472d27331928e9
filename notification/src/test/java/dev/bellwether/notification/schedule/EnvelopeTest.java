package dev.bellwether.notification.schedule;

import static dev.bellwether.notification.schedule.Alerts.at;
import static dev.bellwether.notification.schedule.Alerts.firing;
import static dev.bellwether.notification.schedule.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void externalLabels_areAdded_whereThereAreNone() {
        Envelope envelope =
                new Envelope(schedule("PT1M"), Map.of("cluster", "eu", "environment", "of the cluster"), null);

        OutgoingAlert sent = envelope.around(firing("A", 0), at(5));

        assertThat(sent.labels())
                .containsOnly(
                        Map.entry("alertname", "A"),
                        Map.entry("service", "checkout"),
                        Map.entry("environment", "prod"),
                        Map.entry("cluster", "eu"));
        assertThat(sent.annotations()).containsOnly(Map.entry("summary", "A is high"));
        assertThat(sent.generator()).isNull();
    }

    /** Four times the longer of resend delay and evaluation interval, which is a second. */
    @ParameterizedTest
    @CsvSource({"PT1M, 240", "PT30S, 120", "PT0.2S, 4"})
    void anAlertThatFires_isToBeBelievedForSoLong(String resendDelay, long seconds) {
        OutgoingAlert sent = new Envelope(schedule(resendDelay), Map.of(), null).around(firing("A", 3), at(100));

        assertThat(sent.startsAt()).isEqualTo(at(3));
        assertThat(sent.endsAt()).isEqualTo(at(100 + seconds));
    }

    @Test
    void anAlertThatIsOver_endedWhenItWasResolved() {
        OutgoingAlert sent = new Envelope(schedule("PT1M"), Map.of(), null).around(resolved("A", 3, 50), at(100));

        assertThat(sent.startsAt()).isEqualTo(at(3));
        assertThat(sent.endsAt()).isEqualTo(at(50));
    }

    /** Alertmanager refuses what ends before it starts. */
    @Test
    void aClockThatIsBehindTheLog_letsNoAlertEndBeforeItStarts() {
        OutgoingAlert sent = new Envelope(schedule("PT1M"), Map.of(), null).around(firing("A", 10_000), at(0));

        assertThat(sent.endsAt()).isEqualTo(at(10_240));
    }

    @ParameterizedTest
    @CsvSource({"https://bellwether.example", "https://bellwether.example/"})
    void generator_leadsToTheAlertsOfTheService(URI console) {
        OutgoingAlert sent = new Envelope(schedule("PT1M"), Map.of(), console).around(firing("A", 0), at(0));

        assertThat(sent.generator())
                .hasToString("https://bellwether.example/v1/alerts?service=checkout&environment=prod");
    }

    private static Schedule schedule(String resendDelay) {
        return new Schedule(Duration.parse(resendDelay), QUARTER);
    }
}
