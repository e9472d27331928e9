package dev.bellwether.bench.promql;

import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.EngineOptions.Limits;
import dev.bellwether.promql.eval.QueryResult;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The engine of this project, in this process. A query is parsed each time, as it is when it comes over a wire. */
final class BellwetherEngine implements QueryEngine {

    private final Engine engine =
            new Engine(EngineOptions.DEFAULT.withLimits(new Limits(1_000_000_000L, 10_000_000, 1_000_000)));
    private final Parser parser = new Parser(ParserOptions.DEFAULT);
    private final Queryable series;

    BellwetherEngine(Collection<SeriesSamples> series) {
        this.series = InMemorySeries.of(series);
    }

    @Override
    public void run(BenchQuery query, QueryKind kind) {
        result(query, kind);
    }

    QueryResult result(BenchQuery query, QueryKind kind) {
        try {
            var expression = parser.parse(query.text());
            return switch (kind) {
                case INSTANT -> engine.instant(series, expression, BenchQuery.END);
                case RANGE -> engine.range(series, expression, BenchQuery.RANGE_START, BenchQuery.END, BenchQuery.STEP);
            };
        } catch (ParseException impossible) {
            throw new IllegalStateException(query.text(), impossible);
        }
    }

    @Override
    public Answer answer(BenchQuery query, QueryKind kind) {
        QueryResult result = result(query, kind);
        Map<Labels, Map<Long, Double>> values = new HashMap<>();
        if (result.value() instanceof VectorValue vector) {
            vector.samples().forEach(sample -> values.put(sample.labels(), byTime(List.of(sample.point()))));
        } else if (result.value() instanceof MatrixValue matrix) {
            matrix.series().forEach(one -> values.put(one.labels(), byTime(one.points())));
        } else {
            throw new IllegalStateException(query.text() + " is no vector");
        }
        return new Answer(values);
    }

    private static Map<Long, Double> byTime(List<Point> points) {
        return points.stream().collect(Collectors.toMap(Point::time, Point::value));
    }

    @Override
    public Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
