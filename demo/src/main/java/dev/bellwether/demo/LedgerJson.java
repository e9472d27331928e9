package dev.bellwether.demo;

import dev.bellwether.demo.ShopStats.Spans;
import dev.bellwether.demo.ShopStats.VersionStats;
import dev.bellwether.demo.ShopStats.Visits;
import java.util.stream.Collectors;

/** The ledger as JSON: one line a version, for people as much as for programs. */
final class LedgerJson {

    private LedgerJson() {}

    static String write(ShopStats stats) {
        return stats.versions().stream()
                .map(LedgerJson::version)
                .collect(Collectors.joining(
                        ",\n  ", "{\"versions\": [\n  ", "\n],\n\"visits\": " + visits(stats.visits()) + "}"));
    }

    private static String version(VersionStats version) {
        Spans spans = version.spans();
        return "{\"service\": " + string(version.service())
                + ", \"version\": " + string(version.version())
                + ", \"requests\": " + version.requests()
                + ", \"errors\": " + version.errors()
                + ", \"acknowledgedRequests\": " + version.acknowledgedRequests()
                + ", \"acknowledgedErrors\": " + version.acknowledgedErrors()
                + ", \"spans\": {\"ended\": " + spans.ended()
                + ", \"acknowledged\": " + spans.acknowledged()
                + ", \"failed\": " + spans.failed()
                + ", \"pending\": " + spans.pending()
                + ", \"dropped\": " + spans.dropped() + "}}";
    }

    private static String visits(Visits visits) {
        return "{\"due\": " + visits.due()
                + ", \"sent\": " + visits.sent()
                + ", \"dropped\": " + visits.dropped()
                + ", \"answered\": " + visits.answered()
                + ", \"failed\": " + visits.failed() + "}";
    }

    private static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
