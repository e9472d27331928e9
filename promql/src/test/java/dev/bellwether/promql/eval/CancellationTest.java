package dev.bellwether.promql.eval;

import static dev.bellwether.promql.eval.DescribedSeries.MINUTE;
import static dev.bellwether.promql.eval.DescribedSeries.parse;
import static dev.bellwether.promql.eval.DescribedSeries.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.storage.Queryable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationTest {

    private static final Engine ENGINE = new Engine(EngineOptions.DEFAULT);
    private static final int SERIES = 1_000;
    private static final int STEPS = 10;
    private static final Queryable MANY = many();

    private static Queryable many() {
        List<String> descriptions = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            descriptions.add("a{instance=\"" + i + "\", le=\"1\"} " + i + "x" + STEPS);
            descriptions.add("target_info{instance=\"" + i + "\", version=\"1\"} 1x" + STEPS);
        }
        return series(descriptions);
    }

    /** Cancels at a check; 0 for never. */
    private static final class Counter implements Cancellation {

        private final int last;
        private int checks;

        Counter(int last) {
            this.last = last;
        }

        @Override
        public boolean isCancelled() {
            checks++;
            return checks == last;
        }
    }

    private static void run(Queryable series, String query, Cancellation cancellation) {
        Instant end = Instant.EPOCH.plus(MINUTE.multipliedBy(STEPS - 1));
        ENGINE.range(series, parse(query), Instant.EPOCH, end, MINUTE, cancellation);
    }

    private static int checks(String query) {
        Counter counter = new Counter(0);
        run(MANY, query, counter);
        return counter.checks;
    }

    @Test
    void query_endsAtTheCheckThatCancelsIt() {
        String query = "topk(3, rate(a[3m]) + on (instance) info(a)) or histogram_quantile(0.5, a)";
        int all = checks(query);
        assertThat(all).isGreaterThan(80);
        for (int n = 1; n <= all; n += n < 20 ? 1 : 17) {
            Counter counter = new Counter(n);
            assertThatThrownBy(() -> run(MANY, query, counter))
                    .as("at check %d of %d", n, all)
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage("query was cancelled");
            assertThat(counter.checks).isEqualTo(n);
        }
    }

    /**
     * How often a query asks, at least: once for each thousand samples that it reads, that lie between its parts, and that it gives. A loop
     * that does not ask would make it less.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(a)                                   | 22",
                "quantile(0.5, a)                         | 24",
                "count_values by (instance) (\"v\", a)    | 42",
                "topk(3, a)                               | 24",
                "limitk(3, a)                             | 24",
                "limit_ratio(0.5, a)                      | 34",
                "a + 1                                    | 35",
                "1 + a                                    | 35",
                "a + a                                    | 64",
                "a + on (instance) fill(1) a              | 74",
                "a and a                                  | 54",
                "a or a                                   | 54",
                "a unless a                               | 43",
                "histogram_quantile(0.5, a)               | 45",
                "histogram_sum(a)                         | 22",
                "info(a)                                  | 64",
                "absent(a)                                | 21",
                "scalar(a)                                | 21",
                "-a                                       | 33",
                "abs(a)                                   | 33",
                "sort(a)                                  | 33",
                "label_replace(a, \"x\", \"\", \"\", \"\") | 24",
                "a @ 0                                    | 23",
                "rate(a[3m])                              | 58",
                "max_over_time(a[3m:1m])                  | 73",
                "absent_over_time(a[3m])                  | 20"
            })
    void everyLoopOverSeries_asks(String query, int atLeast) {
        assertThat(checks(query)).as(query).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void deadline_endsTheQuery() {
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        Instant[] clock = {now};
        InstantSource ticking = () -> clock[0] = clock[0].plusMillis(1);
        assertThatThrownBy(() -> run(MANY, "sum(a)", Cancellation.at(now.plusMillis(10), ticking)))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("query timed out");
        assertThat(clock[0]).as("at the first look that is too late").isEqualTo(now.plusMillis(10));
        clock[0] = now;
        run(MANY, "sum(a)", Cancellation.at(now.plus(Duration.ofDays(1)), ticking));
    }

    @Test
    void interruptedThread_endsTheQuery() {
        Queryable interrupting = (matchers, from, to) -> {
            Thread.currentThread().interrupt();
            return MANY.select(matchers, from, to);
        };
        try {
            assertThatThrownBy(() -> run(interrupting, "a", Cancellation.NEVER))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage("query was cancelled");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
