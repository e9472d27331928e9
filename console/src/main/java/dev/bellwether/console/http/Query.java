package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.QueryParamsBuilder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of one request, read strictly. What is wrong with it is gathered while it is read, and said all at once by
 * {@link #check}, which must be called before anything is done with what was read.
 */
final class Query {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final int MAX_TEXT = 1024;

    private final QueryParams params;
    private final List<String> problems = new ArrayList<>();

    /** @param repeatable of those known, the one that may stand several times */
    Query(QueryParams params, List<String> known, String repeatable) {
        this.params = params;
        for (String name : params.names()) {
            if (!known.contains(name)) {
                problems.add("unknown parameter \"" + shortened(name) + "\" (expected: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + ")");
            } else if (params.getAll(name).size() > 1 && !name.equals(repeatable)) {
                problems.add(name + ": given " + params.getAll(name).size() + " times (expected: once)");
            }
        }
    }

    /** The fields of an object, read as strictly: numbers and true or false as their text, of a list each element. */
    static Query of(JsonNode object, List<String> known, String repeatable) {
        QueryParamsBuilder params = QueryParams.builder();
        List<String> problems = new ArrayList<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray() && field.getKey().equals(repeatable)) {
                value.forEach(element -> params.add(field.getKey(), element.asText()));
            } else if (value.isValueNode() && !value.isNull()) {
                params.add(field.getKey(), value.asText());
            } else if (!value.isNull()) {
                problems.add(field.getKey() + ": " + shortened(value.toString())
                        + " (expected: a text, a number, true or false)");
            }
        });
        Query query = new Query(params.build(), known, repeatable);
        query.problems.addAll(problems);
        return query;
    }

    /** A text, or null where it is not given. */
    @Nullable
    String text(String name) {
        String value = params.get(name);
        if (value == null) {
            return null;
        }
        if (value.isEmpty()) {
            return wrong(name, value, "at least one character, or leave it out");
        }
        return value.length() > MAX_TEXT ? wrong(name, value, "at most " + MAX_TEXT + " characters") : value;
    }

    /** A text that must be given; empty where it is not. */
    String required(String name) {
        String value = text(name);
        if (value == null && !params.contains(name)) {
            problems.add(name + ": is missing");
        }
        return value == null ? "" : value;
    }

    List<String> all(String name) {
        return params.getAll(name);
    }

    int number(String name, int fallback, int min, int max) {
        String value = params.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong(name, value, "a whole number from " + min + " to " + max);
        return fallback;
    }

    /** True, false, or null where it is not given. */
    @Nullable
    Boolean flag(String name) {
        String value = params.get(name);
        if (value == null || value.equals("true") || value.equals("false")) {
            return value == null ? null : Boolean.valueOf(value);
        }
        wrong(name, value, "true or false");
        return null;
    }

    /** A duration such as {@code 500ms}, {@code 30s} or {@code 1m}. */
    Duration duration(String name, Duration fallback, Duration min, Duration max) {
        String value = params.get(name);
        if (value == null) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        }
        wrong(name, value, "a duration from " + min.toSeconds() + "s to " + max.toSeconds() + "s, such as 30s");
        return fallback;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** A time in RFC 3339; null where the text is none, which is then a problem. */
    @Nullable
    Instant time(String name, String value, String expected) {
        try {
            return OffsetDateTime.parse(value.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException e) {
            wrong(name, value, expected);
            return null;
        }
    }

    /** Notes a problem; returns null, for whoever has nothing better. */
    @Nullable
    String wrong(String name, String value, String expected) {
        problems.add(name + ": \"" + shortened(value) + "\" (expected: " + expected + ")");
        return null;
    }

    void problem(String text) {
        problems.add(text);
    }

    /** @throws HttpProblem if anything is wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw HttpProblem.badRequest(problems, null);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
