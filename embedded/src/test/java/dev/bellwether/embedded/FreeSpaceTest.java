package dev.bellwether.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {

    @Test
    void nearlyFull_belowWhatIsNeeded_untilAQuarterMoreIsFree() {
        FreeSpace space = new FreeSpace(Path.of("data"), 1000, 100, false);
        assertThat(space.next(100).nearlyFull()).isFalse();
        FreeSpace full = space.next(99);
        assertThat(full.nearlyFull()).isTrue();
        assertThat(full.next(124).nearlyFull()).isTrue();
        assertThat(full.next(125).nearlyFull()).isFalse();
        assertThat(full.next(125).next(100).nearlyFull()).isFalse();
    }

    @Test
    void whoListens_isToldHowItStands(@TempDir Path folder) {
        List<FreeSpace> told = new ArrayList<>();
        try (FreeSpaceWatch watch = FreeSpaceWatch.start(folder, Long.MAX_VALUE / 2)) {
            watch.tell(told::add);
        }
        assertThat(told).singleElement().satisfies(space -> {
            assertThat(space.nearlyFull()).isTrue();
            assertThat(space.freeBytes()).isPositive();
            assertThat(space.folder()).isEqualTo(folder);
        });
    }

    @Test
    void nothingNeeded_isNeverNearlyFull(@TempDir Path folder) {
        try (FreeSpaceWatch watch = FreeSpaceWatch.start(folder, 0)) {
            assertThat(watch.space().nearlyFull()).isFalse();
        }
    }
}
