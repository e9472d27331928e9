package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import dev.bellwether.console.log.FactFilter;
import dev.bellwether.console.log.FactTopic;
import dev.bellwether.console.log.TailQuery;
import dev.bellwether.console.log.TailQuery.Start;
import dev.bellwether.console.log.Tails;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts from the topics, line by line. */
final class FactRoutes {

    private static final String FROM = "beginning, now, or a time such as 2026-01-31T12:00:00Z";

    private final Tails tails;

    FactRoutes(Tails tails) {
        this.tails = tails;
    }

    /** {@code GET /v1/facts/{topic}}. */
    HttpResponse tail(Call call) {
        TailQuery query = query(call);
        HttpResponseWriter writer = HttpResponse.streaming();
        Optional<Runnable> stop = tails.open(query, new ResponseSink(writer));
        if (stop.isEmpty()) {
            writer.abort();
            throw HttpProblem.of(
                    HttpStatus.TOO_MANY_REQUESTS, "too many tails are open", "close one, or ask again later");
        }
        call.context().clearRequestTimeout();
        var unused = call.over().thenRun(stop.get());
        return writer;
    }

    private static TailQuery query(Call call) {
        Query query = call.query();
        FactTopic topic = FactTopic.named(call.path("topic"))
                .orElseThrow(() -> HttpProblem.of(
                        HttpStatus.NOT_FOUND,
                        "no facts are named " + call.path("topic"),
                        "ask for one of " + String.join(", ", FactTopic.words())));
        Boolean followed = query.flag("follow");
        boolean follow = followed == null || followed;
        Start start = start(query, follow);
        Instant time = start == Start.TIME ? query.time("from", fromText(query), FROM) : null;
        FactFilter filter = filter(query, topic);
        query.check();
        return new TailQuery(topic, start, time, follow, filter);
    }

    private static String fromText(Query query) {
        String text = query.text("from");
        return text == null ? "" : text;
    }

    /** Whoever waits for what comes begins now, where nothing else is said; whoever does not wants to see all there is. */
    private static Start start(Query query, boolean follow) {
        @Nullable String from = query.text("from");
        if (from == null) {
            return follow ? Start.NOW : Start.BEGINNING;
        }
        return switch (from) {
            case "beginning" -> Start.BEGINNING;
            case "now" -> Start.NOW;
            default -> Start.TIME;
        };
    }

    private static FactFilter filter(Query query, FactTopic topic) {
        try {
            return FactFilter.parse(query.all("filter"), topic);
        } catch (IllegalArgumentException e) {
            query.problem(String.valueOf(e.getMessage()));
            return FactFilter.NONE;
        }
    }
}
