package dev.bellwether.promql.eval;

import static dev.bellwether.promql.eval.DescribedSeries.MINUTE;
import static dev.bellwether.promql.eval.DescribedSeries.parse;
import static dev.bellwether.promql.eval.DescribedSeries.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.eval.EngineOptions.Feature;
import dev.bellwether.promql.eval.QueryValue.MatrixSeries;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.syntax.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final Engine ENGINE = new Engine(EngineOptions.DEFAULT);

    private static List<String> instant(Engine engine, Queryable series, String query, int minute) {
        QueryResult result = engine.instant(series, parse(query), Instant.EPOCH.plus(MINUTE.multipliedBy(minute)));
        return ((VectorValue) result.value())
                .samples().stream()
                        .map(sample -> sample.labels() + " " + sample.point().value())
                        .toList();
    }

    private static List<MatrixSeries> range(Engine engine, Queryable series, String query, int minutes) {
        QueryResult result = engine.range(
                series, parse(query), Instant.EPOCH, Instant.EPOCH.plus(MINUTE.multipliedBy(minutes)), MINUTE);
        return ((MatrixValue) result.value()).series();
    }

    @Test
    void names_goAtOnceByDefault_andSeriesMayThenCollide() {
        Queryable two = series("a{job=\"x\"} 1 2", "b{job=\"x\"} 3 4");
        assertThatThrownBy(() -> instant(ENGINE, two, "abs({job=\"x\"})", 0))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("vector cannot contain metrics with the same labelset");
        assertThat(instant(ENGINE, two, "sum by (__name__) (abs(a))", 0)).containsExactly("{} 1.0");
        Engine delayed = new Engine(EngineOptions.DEFAULT.withFeatures(Set.of(Feature.DELAYED_NAME_REMOVAL)));
        assertThat(instant(delayed, two, "sum(abs({job=\"x\"}))", 0)).containsExactly("{} 4.0");
        assertThat(instant(delayed, two, "label_replace(abs(a), \"n\", \"$1\", \"__name__\", \"(.*)\")", 0))
                .containsExactly("{job=\"x\", n=\"a\"} 1.0");
    }

    @Test
    void comparisonOfWhatLostItsName_hasNoName() {
        Queryable two = series("a 1 2", "b 1 3");
        Engine delayed = new Engine(EngineOptions.DEFAULT.withFeatures(Set.of(Feature.DELAYED_NAME_REMOVAL)));
        for (Engine engine : List.of(ENGINE, delayed)) {
            assertThat(instant(engine, two, "abs(a) < abs(b)", 1)).containsExactly("{} 2.0");
            assertThat(instant(engine, two, "a < b", 1)).containsExactly("{__name__=\"a\"} 2.0");
        }
    }

    @Test
    void rangeQuery_isTheSameAsManyInstantQueries() {
        Queryable series = series(
                "a{x=\"1\"} 0+1x10 0+3x9",
                "a{x=\"2\"} 5 _ 3 _ stale 7+2x14",
                "b{x=\"1\"} 2x19",
                "b{x=\"2\"} _ 4 _ _ 9x15",
                "h {{schema:0 count:2 sum:3 buckets:[1 1]}}+{{count:1 sum:1 buckets:[1]}}x18");
        for (String query : List.of(
                "a",
                "a offset 2m",
                "a @ 300 + b",
                "rate(a[4m])",
                "increase(a[3m30s] offset 1m)",
                "sum_over_time(a[2m:30s])",
                "max_over_time(rate(a[3m])[5m:1m] @ end())",
                "a > b",
                "a == bool b",
                "a or b",
                "a unless on(x) b > 3",
                "a * on(x) group_left b",
                "a + fill(1) b",
                "topk(1, a)",
                "quantile(0.5, {x=~\".+\"})",
                "count_values(\"v\", a)",
                "absent(a{x=\"2\"})",
                "absent_over_time(a{x=\"2\"}[2m])",
                "histogram_quantile(0.9, rate(h[5m]))",
                "histogram_count(h) + 1",
                "timestamp(a)",
                "time() - timestamp(b)",
                "predict_linear(a[5m], 60)",
                "scalar(a{x=\"1\"}) + time()",
                "-h",
                "resets(a[5m])",
                "label_replace(a, \"y\", \"$1\", \"x\", \"(.)\")")) {
            List<MatrixSeries> matrix = range(ENGINE, series, query, 20);
            for (int minute = 0; minute <= 20; minute++) {
                int now = minute;
                List<String> expected = parse(query).type() == ValueType.SCALAR
                        ? List.of()
                        : all(ENGINE.instant(
                                series, parse(fixedEnd(query)), Instant.EPOCH.plus(MINUTE.multipliedBy(minute))));
                List<String> got = matrix.stream()
                        .flatMap(one -> one.points().stream()
                                .filter(point -> point.time() == now * MINUTE.toMillis())
                                .map(point -> one.labels() + " " + text(point)))
                        .toList();
                if (!expected.isEmpty() || parse(query).type() == ValueType.VECTOR) {
                    assertThat(got).as("%s at minute %d", query, minute).containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    /** In an instant query the end is the time of the query. */
    private static String fixedEnd(String query) {
        return query.replace("@ end()", "@ 1200");
    }

    private static List<String> all(QueryResult result) {
        return ((VectorValue) result.value())
                .samples().stream()
                        .map(sample -> sample.labels() + " " + text(sample.point()))
                        .toList();
    }

    private static String text(QueryValue.Point point) {
        return point.histogram().map(Object::toString).orElse(String.valueOf(point.value()));
    }

    @Test
    void deepestTree_isEvaluatedOnAnOrdinaryStack() throws InterruptedException {
        int depth = ParserOptions.DEFAULT.maxDepth() - 2;
        for (String query : List.of(
                "a" + " + a".repeat(depth),
                "(".repeat(depth) + "a" + ")".repeat(depth),
                "abs(".repeat(depth) + "a" + ")".repeat(depth),
                "abs(".repeat(depth) + "a{x=~'" + "b?".repeat(1_990) + "'}" + ")".repeat(depth),
                "abs(".repeat(depth) + "a{x=~'" + "|b".repeat(3_900) + "'}" + ")".repeat(depth),
                "(".repeat(depth) + "a{x=~'" + "(".repeat(990) + ")".repeat(990) + "'}" + ")".repeat(depth),
                "(".repeat(depth) + "a{x=~'" + "(".repeat(10) + "b{0,490}" + ")".repeat(10) + "'}" + ")".repeat(depth),
                "sum(".repeat(depth) + "a" + ")".repeat(depth))) {
            List<Throwable> errors = new ArrayList<>();
            Thread thread = new Thread(
                    null,
                    () -> assertThat(range(ENGINE, series("a 1 2"), query, 1)).hasSize(1),
                    "deep",
                    1 << 20);
            thread.setUncaughtExceptionHandler((ended, error) -> errors.add(error));
            thread.start();
            thread.join();
            assertThat(errors).as(query.substring(0, 10)).isEmpty();
        }
    }

    @Test
    void series_areSelectedOnceForEachSelector() {
        Queryable stored = series("a 1x99");
        List<Long> asked = new ArrayList<>();
        Queryable counting = (matchers, from, to) -> {
            asked.add(to - from);
            return stored.select(matchers, from, to);
        };
        range(ENGINE, counting, "rate(a[5m]) + max_over_time(a[2m:30s] offset 1m)", 99);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).isEqualTo((99 + 5) * 60_000L - 1);
    }

    @Test
    void annotationFoundTwice_hasTheLaterPlace() {
        String query = "rate(a[5m]) + rate(a[4m])";
        QueryResult result = ENGINE.instant(series("a 1 2 3"), parse(query), Instant.ofEpochSecond(120));
        assertThat(result.annotations())
                .extracting(annotation -> annotation.text(query))
                .singleElement()
                .asString()
                .endsWith("(1:20)");
    }

    @Test
    void longestTimes_areRefusedOrTooManySteps() {
        assertThatThrownBy(() -> ENGINE.instant(series("a 1"), parse("a"), Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time: +1000000000-12-31T23:59:59.999999999Z (expected: ");
        assertThatThrownBy(() -> ENGINE.range(series("a 1"), parse("a"), Instant.EPOCH, Instant.MAX, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end: ");
    }

    @Test
    void annotations_haveAPlace() {
        QueryResult result =
                ENGINE.instant(series("a 1 2 3"), parse("sum(\n  rate(a[5m]))"), Instant.ofEpochSecond(120));
        assertThat(result.annotations())
                .extracting(annotation -> annotation.text("sum(\n  rate(a[5m]))"))
                .containsExactly("PromQL info: metric might not be a counter, name does not end in"
                        + " _total/_sum/_count/_bucket: \"a\" (2:8)");
    }

    @Test
    void rangeVector_isAResultOfAnInstantQuery() {
        QueryResult result = ENGINE.instant(series("a 1 2 stale 4"), parse("a[2m]"), Instant.ofEpochSecond(180));
        assertThat(((MatrixValue) result.value()).series()).singleElement().satisfies(one -> {
            assertThat(one.labels()).isEqualTo(Labels.of("__name__", "a"));
            assertThat(one.points()).extracting(QueryValue.Point::value).containsExactly(4.0);
        });
        assertThatThrownBy(() -> range(ENGINE, series("a 1"), "a[2m]", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parentheses_doNotHideWhatIsAbsent() {
        Queryable series = series("a{x=\"1\"} 1");
        for (String query : List.of(
                "absent(b{x=\"1\"})",
                "absent(((b{x=\"1\"})))",
                "absent_over_time(b{x=\"1\"}[5m])",
                "absent_over_time((b{x=\"1\"}[5m]))")) {
            assertThat(instant(ENGINE, series, query, 0)).as(query).containsExactly("{x=\"1\"} 1.0");
        }
        assertThat(instant(ENGINE, series, "absent(b{x=\"1\"} == 1)", 0)).containsExactly("{} 1.0");
    }

    @Test
    void bucketBounds_areReadAsGoDoes() {
        Queryable series =
                series("b{le=\"0x1p1\"} 10", "b{le=\"infinity\"} 20", "b{le=\"1_0\"} 15", "b{le=\"1e999\"} 15");
        QueryResult result = ENGINE.instant(series, parse("histogram_quantile(0.25, b)"), Instant.EPOCH);
        assertThat(((VectorValue) result.value()).samples())
                .singleElement()
                .satisfies(sample -> assertThat(sample.point().value()).isEqualTo(1));
        assertThat(result.annotations())
                .extracting(Annotation::message)
                .anySatisfy(message -> assertThat(message).contains("1_0"))
                .anySatisfy(message -> assertThat(message).contains("1e999"))
                .hasSize(2);
    }

    @Test
    void bestSeries_comeInOrder_andOfEqualOnesTheFirst() {
        Queryable series = series(
                "a{x=\"1\"} 1",
                "a{x=\"2\"} 3",
                "a{x=\"3\"} NaN",
                "a{x=\"4\"} 3",
                "a{x=\"5\"} 0",
                "a{x=\"6\"} -0",
                "a{x=\"7\"} {{count:1}}",
                "a{x=\"8\"} 2");
        assertThat(chosen(series, "topk(3, a)")).containsExactly("2", "4", "8");
        assertThat(chosen(series, "topk(1, a)")).containsExactly("2");
        assertThat(chosen(series, "topk(9, a)")).containsExactly("2", "4", "8", "1", "5", "6", "3");
        assertThat(chosen(series, "bottomk(2, a)")).containsExactly("5", "6");
        assertThat(chosen(series, "bottomk(-1, a)")).isEmpty();
    }

    private static List<String> chosen(Queryable series, String query) {
        QueryResult result = ENGINE.instant(series, parse(query), Instant.EPOCH);
        return ((VectorValue) result.value())
                .samples().stream().map(sample -> sample.labels().get("x")).toList();
    }
}
