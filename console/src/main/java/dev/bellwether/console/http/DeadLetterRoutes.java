package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.bellwether.console.letters.Found;
import dev.bellwether.console.letters.Letter;
import dev.bellwether.console.letters.Letter.Place;
import dev.bellwether.console.letters.LetterBox;
import dev.bellwether.console.letters.LetterQuery;
import dev.bellwether.console.letters.LettersException;
import dev.bellwether.console.letters.ReplayOrder;
import dev.bellwether.console.letters.ReplayReport;
import dev.bellwether.schemas.FactJson;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looking at what could not be read, and writing it back. */
final class DeadLetterRoutes {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final String TIME = "a time such as 2026-01-31T12:00:00Z";
    private static final Pattern PLACE = Pattern.compile("(\\d{1,9})/(\\d{1,18})");
    private static final String LETTER = "letter";
    private static final List<String> ORDER_FIELDS =
            List.of("topic", "application", "reason", "since", LETTER, "limit", "dryRun", "force");

    private final LetterBox letters;

    DeadLetterRoutes(LetterBox letters) {
        this.letters = letters;
    }

    /** {@code GET /v1/dead-letters}. */
    CompletableFuture<HttpResponse> list(Call call) {
        Query query = call.query();
        LetterQuery asked = asked(query, Set.of());
        int limit = query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        query.check();
        return answered(letters.find(asked).thenApply(found -> Json.ok(listed(found, limit))));
    }

    private static ObjectNode listed(Found found, int limit) {
        ObjectNode body = Json.object().put("total", found.total());
        ArrayNode groups = body.putArray("kinds");
        found.groups()
                .forEach(group -> groups.addObject()
                        .put("letters", group.letters())
                        .put("topic", group.topic())
                        .put("application", group.application())
                        .put("reason", group.reason()));
        ArrayNode shown = body.putArray("letters");
        List<Letter> all = found.letters();
        all.subList(Math.max(0, all.size() - limit), all.size())
                .forEach(letter -> shown.add(tree(letter).put("replayed", found.isReplayed(letter))));
        return body;
    }

    private static ObjectNode tree(Letter letter) {
        return Json.object()
                .put("letter", letter.place().toString())
                .put("at", FactJson.time(letter.at()))
                .put("topic", letter.subject().topic())
                .put("partition", letter.subject().partition())
                .put("offset", letter.subject().offset())
                .put("application", letter.subject().application())
                .put("reason", letter.reason())
                .put("bytes", letter.bytes())
                .put("cut", letter.cut())
                .put("replays", letter.replays());
    }

    /** {@code GET /v1/dead-letters/{partition}/{offset}}. */
    CompletableFuture<HttpResponse> one(Call call) {
        call.query().check();
        Place place = place(call.path("partition") + "/" + call.path("offset"))
                .orElseThrow(() -> HttpProblem.badRequest(
                        List.of("partition, offset: expected whole numbers"), "GET /v1/dead-letters lists letters"));
        return answered(letters.read(place)
                .thenApply(record -> Json.ok(record.map(DeadLetterRoutes::whole)
                        .orElseThrow(() -> HttpProblem.of(
                                HttpStatus.NOT_FOUND,
                                "there is no dead letter at " + place,
                                "GET /v1/dead-letters lists those there are")))));
    }

    private static ObjectNode whole(ConsumerRecord<byte[], byte @Nullable []> record) {
        ObjectNode body = Json.object().put("letter", record.partition() + "/" + record.offset());
        body.put("key", base64(record.key()));
        body.put("value", base64(record.value()));
        ArrayNode headers = body.putArray("headers");
        for (Header header : record.headers()) {
            headers.addObject().put("name", header.key()).put("value", base64(header.value()));
        }
        return body;
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code POST /v1/dead-letters/replay}. */
    CompletableFuture<HttpResponse> replay(Call call) {
        call.query().check();
        JsonBody.require(call);
        Query body = Query.of(
                JsonBody.parse(call.request().content().array(), "send {\"topic\":\"otlp_spans\",\"dryRun\":true}"),
                ORDER_FIELDS,
                LETTER);
        LetterQuery asked = asked(body, places(body));
        int limit = body.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        boolean dryRun = !Boolean.FALSE.equals(body.flag("dryRun"));
        boolean force = Boolean.TRUE.equals(body.flag("force"));
        body.check();
        return answered(letters.replay(new ReplayOrder(asked, limit, dryRun, force))
                .thenApply(report -> Json.ok(reported(report, dryRun))));
    }

    private static ObjectNode reported(ReplayReport report, boolean dryRun) {
        ObjectNode body = Json.object().put("dryRun", dryRun).put("more", report.more());
        ArrayNode results = body.putArray("letters");
        report.results().forEach(result -> {
            ObjectNode tree =
                    tree(result.letter()).put("result", result.outcome().word());
            if (!result.why().isEmpty()) {
                tree.put("why", result.why());
            }
            result.offset().ifPresent(offset -> tree.put("writtenAt", offset));
            results.add(tree);
        });
        return body;
    }

    private static LetterQuery asked(Query query, Set<Place> places) {
        String since = orEmpty(query.text("since"));
        Optional<Instant> time =
                since.isEmpty() ? Optional.empty() : Optional.ofNullable(query.time("since", since, TIME));
        return new LetterQuery(
                orEmpty(query.text("topic")),
                orEmpty(query.text("application")),
                orEmpty(query.text("reason")),
                time,
                places);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Set<Place> places(Query body) {
        Set<Place> places = new HashSet<>();
        for (String text : body.all(LETTER)) {
            place(text)
                    .ifPresentOrElse(
                            places::add,
                            () -> body.wrong(
                                    LETTER, text, "partition/offset on the dead-letters topic, such as 3/1745"));
        }
        return places;
    }

    private static Optional<Place> place(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    private static CompletableFuture<HttpResponse> answered(CompletableFuture<HttpResponse> answer) {
        return answer.exceptionally(e -> {
            if (Exceptions.peel(e) instanceof LettersException letters) {
                throw HttpProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(letters.getMessage()), "ask again later");
            }
            throw Errors.problem("asking for dead letters", e);
        });
    }
}
