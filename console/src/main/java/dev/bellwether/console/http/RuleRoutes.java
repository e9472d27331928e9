package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.bellwether.alerting.rulebook.FileVersion;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulefile.NotPublishedException;
import dev.bellwether.alerting.rulefile.Publication;
import dev.bellwether.alerting.rulefile.Publication.Published;
import dev.bellwether.alerting.rulefile.Publication.Refused;
import dev.bellwether.alerting.rulefile.Publication.Unchanged;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.YamlFile;
import dev.bellwether.schemas.FactJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Rule files: looking at them, putting them in place, ending them. */
final class RuleRoutes {

    private final RulePublisher rules;
    private final InstantSource clock;

    RuleRoutes(RulePublisher rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** {@code GET /v1/rules}. */
    HttpResponse list(Call call) {
        call.query().check();
        Optional<Rulebook> known = rules.known();
        ObjectNode body = Json.object().put("complete", known.isPresent());
        ArrayNode files = body.putArray("files");
        known.orElse(Rulebook.EMPTY).newest().forEach(version -> files.add(tree(version)));
        return Json.ok(body);
    }

    private ObjectNode tree(FileVersion version) {
        Instant from = Instant.ofEpochMilli(version.since());
        ObjectNode tree = Json.object()
                .put("file", version.file())
                .put("origin", version.origin().name().toLowerCase(Locale.ROOT))
                .put("state", from.isAfter(clock.instant()) ? "pending" : "in_force")
                .put("effectiveFrom", FactJson.time(from));
        ArrayNode groups = tree.putArray("groups");
        version.groups().forEach(group -> groups.add(tree(group)));
        return tree;
    }

    private static ObjectNode tree(LiveGroup group) {
        return Json.object()
                .put("group", group.key().group())
                .put("hash", group.hash())
                .put("intervalSeconds", group.interval().toMillis() / 1000.0)
                .put("rules", group.group().rules().size());
    }

    /** {@code PUT /v1/rules/{file}}. */
    CompletableFuture<HttpResponse> apply(Call call) {
        call.query().check();
        String file = call.path("file");
        return answered(rules.apply(file, text(file, call)));
    }

    private static String text(String file, Call call) {
        try {
            return YamlFile.decode(file, call.request().content().array());
        } catch (MalformedFileException e) {
            throw HttpProblem.badRequest(e.lines(), null);
        }
    }

    /** {@code DELETE /v1/rules/{file}}. */
    CompletableFuture<HttpResponse> remove(Call call) {
        call.query().check();
        return answered(rules.remove(call.path("file")));
    }

    private CompletableFuture<HttpResponse> answered(CompletableFuture<Publication> publication) {
        return publication.thenApply(this::answer).exceptionally(e -> {
            throw Exceptions.peel(e) instanceof NotPublishedException unconfirmed
                    ? HttpProblem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            String.valueOf(unconfirmed.getMessage()),
                            "do it again: doing it twice does no harm")
                    : Errors.problem("changing rules", e);
        });
    }

    private HttpResponse answer(Publication publication) {
        if (publication instanceof Published published) {
            FileVersion version = published.version();
            return Json.ok(tree(version).put("result", version.isRemoval() ? "removed" : "applied"));
        } else if (publication instanceof Unchanged unchanged) {
            return Json.ok(tree(unchanged.version()).put("result", "unchanged"));
        }
        Refused refused = (Refused) publication;
        throw HttpProblem.withProblems(status(refused), refused.problems(), whatToDo(refused));
    }

    private static HttpStatus status(Refused refused) {
        return switch (refused.why()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.REQUEST_ENTITY_TOO_LARGE;
            case CONFIGURED -> HttpStatus.CONFLICT;
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case NOT_LOADED -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static @Nullable String whatToDo(Refused refused) {
        return switch (refused.why()) {
            case MALFORMED, TOO_LARGE -> "nothing has changed";
            case CONFIGURED -> "and have it read again with POST /-/reload";
            case UNKNOWN -> "GET /v1/rules lists those there are";
            case NOT_LOADED -> "ask again in some seconds";
        };
    }
}
