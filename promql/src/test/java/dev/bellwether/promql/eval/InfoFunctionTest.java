package dev.bellwether.promql.eval;

import static dev.bellwether.promql.eval.DescribedSeries.parse;
import static dev.bellwether.promql.eval.DescribedSeries.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.storage.Queryable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InfoFunctionTest {

    private static final Engine ENGINE = new Engine(EngineOptions.DEFAULT);

    private static List<String> labels(Queryable series, String query) {
        QueryResult result = ENGINE.instant(series, parse(query), Instant.ofEpochSecond(60));
        return ((VectorValue) result.value())
                .samples().stream().map(sample -> sample.labels().toString()).toList();
    }

    /** How many thousands of samples are worked on. */
    private static long work(int size) {
        List<String> descriptions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            descriptions.add("a{instance=\"" + i + "\", job=\"j\"} 1 1");
            descriptions.add("target_info{instance=\"" + i + "\", job=\"j\", version=\"" + i + "\"} 1 1");
        }
        AtomicLong checks = new AtomicLong();
        Cancellation counting = () -> checks.incrementAndGet() < 0;
        QueryResult result =
                ENGINE.instant(series(descriptions), parse("info(a)"), Instant.ofEpochSecond(60), counting);
        assertThat(((VectorValue) result.value()).samples())
                .hasSize(size)
                .allSatisfy(sample -> assertThat(sample.labels().get("version"))
                        .isEqualTo(sample.labels().get("instance")));
        return checks.get();
    }

    @Test
    void work_growsAsTheSeriesDo() {
        assertThat(work(5_000)).isBetween(25L, 60L);
    }

    @Test
    void infoOfTheSameTarget_isTaken_andOfSeveralTheNewest() {
        Queryable series = series(
                "a{instance=\"1\", job=\"x\"} 1 1",
                "a{instance=\"2\", job=\"x\"} 1 1",
                "a{job=\"y\"} 1 1",
                "target_info{instance=\"1\", job=\"x\", version=\"old\"} 1 _",
                "target_info{instance=\"1\", job=\"x\", version=\"new\"} 1 1",
                "target_info{instance=\"1\", job=\"z\", version=\"other\"} 1 1",
                "build_info{instance=\"2\", job=\"x\", commit=\"c\"} 1 1");
        assertThat(labels(series, "info(a)"))
                .containsExactlyInAnyOrder(
                        "{__name__=\"a\", instance=\"1\", job=\"x\", version=\"new\"}",
                        "{__name__=\"a\", instance=\"2\", job=\"x\"}",
                        "{__name__=\"a\", job=\"y\"}");
        assertThat(labels(series, "info(a, {version=~\".+\"})"))
                .containsExactly("{__name__=\"a\", instance=\"1\", job=\"x\", version=\"new\"}");
    }

    @Test
    void metricsThatAreNotMeant_leaveAllOthersThatEndInInfo() {
        Queryable series = series(
                "a{instance=\"1\", job=\"x\"} 1 1",
                "a_total{instance=\"1\", job=\"x\", more=\"m\"} 1 1",
                "build_info{instance=\"1\", job=\"x\", commit=\"c\"} 1 1",
                "target_info{instance=\"1\", job=\"x\", version=\"v\"} 1 1");
        assertThat(labels(series, "info(a, {__name__!=\"target_info\"})"))
                .containsExactly("{__name__=\"a\", commit=\"c\", instance=\"1\", job=\"x\"}");
    }

    @Test
    void equallyNewInfoOfOneTarget_isAnError_butThatOfOthersIsNot() {
        Queryable series = series(
                "a{instance=\"1\", job=\"x\"} 1 1",
                "b{instance=\"2\", job=\"x\"} 1 1",
                "target_info{instance=\"1\", job=\"x\", version=\"1\"} 1 1",
                "target_info{instance=\"1\", job=\"x\", version=\"2\"} 1 1",
                "target_info{instance=\"2\", job=\"x\", version=\"3\"} 1 1");
        assertThatThrownBy(() -> labels(series, "info(a)"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("found duplicate series for info metric");
        assertThat(labels(series, "info(b)"))
                .containsExactly("{__name__=\"b\", instance=\"2\", job=\"x\", version=\"3\"}");
    }
}
