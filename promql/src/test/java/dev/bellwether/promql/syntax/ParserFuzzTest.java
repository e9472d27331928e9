package dev.bellwether.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten minutes of queries that are almost right: each is refused, or printed and parsed to the same tree. The seeds count from 0. */
@Tag("long")
class ParserFuzzTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);

    @Test
    void mangledQueries_areParsedOrRefused() {
        long end = System.nanoTime() + LENGTH.toNanos();
        long parsed = 0;
        long seed = 0;
        for (; System.nanoTime() < end; seed++) {
            String query = PrinterTest.mangle(
                    new RandomQueries(seed).query((int) (seed % 7)).toString(), new Random(seed));
            parsed += PrinterTest.parsesAndPrints(query, seed) ? 1 : 0;
        }
        System.out.println(seed + " queries, " + parsed + " of them parsed");
        assertThat(parsed).isPositive();
    }
}
