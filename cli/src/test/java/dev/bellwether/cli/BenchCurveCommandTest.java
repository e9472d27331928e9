package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.bench.endtoend.ProcessorsBench.Plan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCurveCommandTest {

    private static List<Plan> plans(String... arguments) {
        BenchCurveCommand curve = new BenchCurveCommand();
        new CommandLine(curve).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return curve.points().stream().map(BenchCurveCommand.Point::plan).toList();
    }

    private static List<LoadProfile> profiles(String... arguments) {
        return plans(arguments).stream().map(Plan::profile).toList();
    }

    @Test
    void services_goFromTenToAThousand() {
        assertThat(profiles("services")).extracting(LoadProfile::services).containsExactly(10, 100, 1_000);
        assertThat(profiles("services", "--shape", "gateway"))
                .extracting(LoadProfile::shape)
                .containsOnly(Shape.GATEWAY);
    }

    /** Ten services of a thousand each would be ten thousand. */
    @Test
    void operations_areCountedInAll_andGoPastTheLimits() {
        assertThat(profiles("operations"))
                .extracting(LoadProfile::operationsInAll)
                .containsExactly(10L, 64L, 500L, 1_000L, 2_000L);
    }

    @Test
    void operationsOfSeveralServices_areThoseOfEach() {
        assertThat(profiles("operations", "--services", "10", "--values", "100"))
                .extracting(LoadProfile::services, LoadProfile::operations, LoadProfile::operationsInAll)
                .containsExactly(tuple(10, 100, 1_000L));
    }

    @Test
    void commitInterval_isASettingOfTheServer() {
        assertThat(plans("commit-interval", "--values", "100", "--set", "windows.grace=1s"))
                .singleElement()
                .satisfies(plan -> assertThat(plan.server().settings())
                        .containsEntry("windows.commit-interval", "100ms")
                        .containsEntry("windows.grace", "1s"));
    }
}
