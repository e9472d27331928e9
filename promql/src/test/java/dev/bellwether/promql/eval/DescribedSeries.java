package dev.bellwether.promql.eval;

import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SequenceValue;
import dev.bellwether.promql.storage.SequenceValue.FloatValue;
import dev.bellwether.promql.storage.SequenceValue.HistogramValue;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Series and queries as they are written. */
final class DescribedSeries {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT.withAllFeatures());

    private DescribedSeries() {}

    static Expr parse(String query) {
        try {
            return PARSER.parse(query);
        } catch (ParseException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Series with a sample each minute, from 1970 on. */
    static Queryable series(String... descriptions) {
        return series(List.of(descriptions));
    }

    /** Series with a sample each minute, from 1970 on. */
    static Queryable series(List<String> descriptions) {
        List<SeriesSamples> series = new ArrayList<>();
        for (String text : descriptions) {
            try {
                series.add(samples(SeriesDescription.parse(PARSER, text)));
            } catch (ParseException e) {
                throw new AssertionError(text, e);
            }
        }
        return InMemorySeries.of(series);
    }

    private static SeriesSamples samples(SeriesDescription description) {
        SeriesSamples.Builder samples = SeriesSamples.builder(description.labels());
        long time = 0;
        for (SequenceValue value : description.values()) {
            if (value instanceof FloatValue number) {
                samples.add(time, number.value());
            } else if (value instanceof HistogramValue histogram) {
                samples.add(time, histogram.histogram());
            }
            time += MINUTE.toMillis();
        }
        return samples.build();
    }
}
