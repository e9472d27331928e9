package dev.bellwether.bench.promql;

import dev.bellwether.promql.eval.QueryResult;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The queries of {@link BenchQuery} by themselves, and how long it takes to read them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx6g", "-XX:+UseSerialGC"})
public class EngineBenchmark {

    @Param({"10", "1000", "100000"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    public int series;

    @Param
    @SuppressWarnings("NullAway.Init") // set by JMH
    public BenchQuery query;

    @SuppressWarnings("NullAway.Init") // set by the set-up
    private BellwetherEngine engine;

    private final Parser parser = new Parser(ParserOptions.DEFAULT);

    @Setup(Level.Trial)
    public void load() {
        engine = new BellwetherEngine(SyntheticSeries.of(series));
    }

    @Benchmark
    public QueryResult instant() {
        return engine.result(query, QueryKind.INSTANT);
    }

    @Benchmark
    public QueryResult range() {
        return engine.result(query, QueryKind.RANGE);
    }

    @Benchmark
    public Expr parse() throws ParseException {
        return parser.parse(query.text());
    }
}
