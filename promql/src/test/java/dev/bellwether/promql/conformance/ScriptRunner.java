package dev.bellwether.promql.conformance;

import dev.bellwether.promql.conformance.Expectations.Kind;
import dev.bellwether.promql.eval.Annotation;
import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryResult;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.ScalarValue;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.syntax.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs one script. Each instant eval runs at several times with fixed selectors too, failing ones as well; and where it has a result, each of
 * those as a range query.
 */
final class ScriptRunner {

    private static final Pattern TIME_OF_QUERY = Pattern.compile("(?i)\\b(start|end|step|range)\\s*\\(");
    private static final long MINUTE = 60_000;

    private final Parser parser = new Parser(ParserOptions.DEFAULT.withAllFeatures());
    private final Engine engine;
    private final ScriptStorage storage = new ScriptStorage();
    private final List<String> failures = new ArrayList<>();
    private int passed;
    private int queries;

    ScriptRunner() {
        EngineOptions.Feature[] features = {
            EngineOptions.Feature.DELAYED_NAME_REMOVAL, EngineOptions.Feature.START_TIMESTAMPS
        };
        engine = new Engine(EngineOptions.DEFAULT.withFeatures(Set.of(features)));
    }

    int passed() {
        return passed;
    }

    /** How many queries were evaluated for that: all forms of all evals. */
    int queries() {
        return queries;
    }

    /** One line for each eval that failed. */
    List<String> failures() {
        return failures;
    }

    void run(String script) {
        for (Block block : Block.of(script)) {
            try {
                run(block);
            } catch (ScriptException e) {
                failures.add(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                failures.add("line " + block.line() + ": crashed: " + e + " at " + e.getStackTrace()[0]);
            }
        }
    }

    private void run(Block block) throws ScriptException {
        switch (block.command()) {
            case "clear" -> storage.clear();
            case "load", "load_with_nhcb" -> storage.load(block);
            case "eval", "eval_fail", "eval_warn", "eval_info", "eval_ordered" -> {
                Eval eval = Eval.of(block);
                Optional<String> difference = difference(eval);
                difference.ifPresentOrElse(
                        text -> failures.add("line " + eval.line() + ": " + eval.query() + "\n      " + text),
                        () -> passed++);
            }
            default -> throw new ScriptException(block.line(), "unknown command " + block.command());
        }
    }

    private Optional<String> difference(Eval eval) {
        try {
            return eval.range().isPresent() ? range(eval, eval.range().get()) : instant(eval);
        } catch (ParseException e) {
            return error(eval.expectations(), String.valueOf(e.getMessage()));
        } catch (EvaluationException e) {
            return error(eval.expectations(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return Optional.of("crashed: " + e + " at " + e.getStackTrace()[0]);
        }
    }

    private static Optional<String> error(Expectations expected, String message) {
        if (!expected.expects(Kind.FAIL)) {
            return Optional.of("expected " + expected.source() + ", got the error: " + message);
        }
        boolean right = expected.of(Kind.FAIL).stream().allMatch(text -> text.test(message));
        return right
                ? Optional.empty()
                : Optional.of("expected the error " + expected.of(Kind.FAIL) + ", got another message: " + message);
    }

    private Optional<String> range(Eval eval, Eval.Range range) throws ParseException {
        QueryResult result = rangeQuery(parser.parse(eval.query()), range);
        if (eval.expectations().expects(Kind.FAIL)) {
            return Optional.of("expected the error " + eval.expectations().of(Kind.FAIL) + ", got " + result.value());
        }
        return annotations(eval.expectations(), result, eval.query())
                .or(() -> Comparison.matrix(eval.expectations(), ((MatrixValue) result.value()).series(), range));
    }

    private QueryResult rangeQuery(Expr query, Eval.Range range) {
        queries++;
        return engine.range(
                storage.queryable(),
                query,
                Instant.ofEpochMilli(range.start()),
                Instant.ofEpochMilli(range.end()),
                Duration.ofMillis(range.step()));
    }

    private Optional<String> instant(Eval eval) throws ParseException {
        Optional<Expr> fixed = FixedTimes.of(parser.parse(eval.query()), eval.time());
        Optional<String> difference = instantOrError(eval, eval.query(), eval.time());
        if (difference.isPresent() || fixed.isEmpty()) {
            return difference;
        }
        for (long time : otherTimes(eval.time())) {
            String query = fixed.get().toString();
            Optional<String> other = instantOrError(eval, query, time);
            if (other.isPresent()) {
                return Optional.of("as " + query + " at " + time + " ms: " + other.get());
            }
        }
        return Optional.empty();
    }

    private static long[] otherTimes(long time) {
        return time == 0 ? new long[] {-1000, 0, 1000} : new long[] {-10 * time, 0, time / 5, time, 10 * time};
    }

    private Optional<String> instantOrError(Eval eval, String text, long time) throws ParseException {
        try {
            return instant(eval, text, time);
        } catch (EvaluationException e) {
            return error(eval.expectations(), String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> instant(Eval eval, String text, long time) throws ParseException {
        queries++;
        Expr query = parser.parse(text);
        QueryResult result = engine.instant(storage.queryable(), query, Instant.ofEpochMilli(time));
        if (eval.expectations().expects(Kind.FAIL)) {
            return Optional.of("expected the error " + eval.expectations().of(Kind.FAIL) + ", got " + result.value());
        }
        Optional<String> difference = annotations(eval.expectations(), result, text)
                .or(() -> Comparison.difference(eval.expectations(), result.value()));
        boolean once = eval.expectations().ordered()
                || query.type() == ValueType.STRING
                || query.type() == ValueType.MATRIX
                || TIME_OF_QUERY.matcher(text).find();
        if (difference.isPresent() || once) {
            return difference;
        }
        return middleOfRange(eval, query, time).map(other -> "in the middle of a range: " + other);
    }

    private Optional<String> middleOfRange(Eval eval, Expr query, long time) {
        QueryResult result = rangeQuery(query, new Eval.Range(time - MINUTE, time + MINUTE, MINUTE));
        List<VectorSample> samples = new ArrayList<>();
        ((MatrixValue) result.value())
                .series()
                .forEach(series -> series.points().stream()
                        .filter(point -> point.time() == time)
                        .forEach(point -> samples.add(new VectorSample(series.labels(), point))));
        if (query.type() == ValueType.SCALAR) {
            Point point = samples.get(0).point();
            return Comparison.difference(eval.expectations(), new ScalarValue(time, point.value()));
        }
        return Comparison.difference(eval.expectations(), new VectorValue(samples));
    }

    private static Optional<String> annotations(Expectations expected, QueryResult result, String query) {
        return annotations(expected, result, query, Annotation.Kind.WARNING, Kind.WARN, Kind.NO_WARN)
                .or(() -> annotations(expected, result, query, Annotation.Kind.INFO, Kind.INFO, Kind.NO_INFO));
    }

    private static Optional<String> annotations(
            Expectations expected, QueryResult result, String query, Annotation.Kind kind, Kind some, Kind none) {
        List<String> messages = result.annotations().stream()
                .filter(annotation -> annotation.kind() == kind)
                .map(annotation -> annotation.text(query))
                .toList();
        if (expected.expects(none) && !messages.isEmpty()) {
            return Optional.of("expected " + none + ", got " + messages);
        }
        if (!expected.expects(some)) {
            return Optional.empty();
        }
        List<ExpectedMessage> wanted = expected.of(some);
        boolean right = wanted.stream().allMatch(text -> messages.stream().anyMatch(text::test))
                && messages.stream().allMatch(message -> wanted.stream().anyMatch(text -> text.test(message)));
        return right ? Optional.empty() : Optional.of("expected " + some + " " + wanted + ", got " + messages);
    }
}
