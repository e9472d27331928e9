package dev.bellwether.console.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.observation.meter.Catalogue.Alerting;
import dev.bellwether.observation.meter.Catalogue.Console;
import dev.bellwether.observation.meter.Catalogue.Fold;
import dev.bellwether.observation.meter.Catalogue.Notification;
import dev.bellwether.observation.meter.Catalogue.Streams;
import dev.bellwether.observation.meter.Catalogue.Verification;
import dev.bellwether.observation.meter.Catalogue.Windows;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/** What a person should look at when it is not zero: everything that was not taken as it came. */
public final class Notices {

    /** By the names of the counters. What nothing in this process counts is left out. */
    public static final Notices STANDARD = new Notices(List.of(
            new Notice(
                    Tally.of("late", Windows.CALLS, "result", "late"),
                    "entry spans that came too late for their window"),
            new Notice(
                    new Tally(
                            "capped",
                            List.of(Fold.OVERFLOW.name(), Windows.OPERATIONS_OVERFLOW.name()),
                            Map.of(),
                            null),
                    "entry spans counted under ~other, because there are too many operations"),
            new Notice(
                    Tally.of("otherVersions", Windows.VERSIONS_OVERFLOW),
                    "entry spans counted under the version ~other, because their service has too many versions"),
            new Notice(
                    Tally.of("tooManyServices", Windows.CALLS, "result", "too_many_services"),
                    "entry spans left out, because there are too many services: windows.max-services"),
            new Notice(
                    Tally.split("clamped", Fold.CLAMPED, "what"),
                    "entry spans whose times cannot be, and were set right"),
            new Notice(
                    Tally.split("namesCut", Fold.NAMES_CUT, "what"),
                    "resources and entry spans with a name longer than fold.max-name-length, which is cut"),
            new Notice(
                    Tally.of("duplicates", Fold.RECORDS, "result", "duplicate"),
                    "requests that a client sent twice, and that count once"),
            new Notice(
                    Tally.split("deadLetters", Streams.DEAD_LETTERS, "topic"),
                    "records that could not be read: GET /v1/facts/dead-letters"),
            new Notice(
                    Tally.of("excused", Windows.EXCUSED),
                    "times that a source partition stood still and was not waited for"),
            new Notice(
                    Tally.split("ignored", Verification.IGNORED, "reason"),
                    "deployment events and versions that nothing came of"),
            new Notice(Tally.of("alertingFailures", Alerting.FAILURES), "evaluations of rules that failed"),
            new Notice(
                    Tally.split("notDelivered", Notification.DROPPED, "reason"),
                    "alerts that an Alertmanager was not told of, by reason"),
            new Notice(
                    Tally.split("undecodable", Console.UNDECODABLE, "topic"),
                    "records on fact topics that are no facts")));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Notice> notices;

    Notices(List<Notice> notices) {
        this.notices = List.copyOf(notices);
    }

    record Notice(Tally tally, String meaning) {}

    /** One object a notice: {@code {"name", "meaning", "count", "by"}}. */
    public ArrayNode toTree(MeterRegistry meters) {
        ArrayNode array = NODES.arrayNode();
        for (Notice notice : notices) {
            Tally tally = notice.tally();
            if (tally.isCounted(meters)) {
                ObjectNode tree = array.addObject()
                        .put("name", tally.label())
                        .put("meaning", notice.meaning())
                        .put("count", tally.sum(meters));
                ObjectNode by = tree.putObject("by");
                tally.parts(meters).forEach(by::put);
            }
        }
        return array;
    }
}
