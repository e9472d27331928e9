package dev.bellwether.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {

    private static final long ENOUGH = 64L * 1024 * 1024;

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

    @Test
    void lookThatFails_isNotTheLast(@TempDir Path folder) {
        AtomicLong free = new AtomicLong(ENOUGH);
        try (FreeSpaceWatch watch = FreeSpaceWatch.of(folder, ENOUGH, asked -> asked(free))) {
            free.set(-1);
            watch.lookAgain();
            free.set(0);
            watch.lookAgain();
            assertThat(watch.space().nearlyFull()).isTrue();
        }
    }

    private static long asked(AtomicLong free) {
        if (free.get() < 0) {
            throw new IllegalStateException("a disk that cannot be asked");
        }
        return free.get();
    }

    @Test
    void whoBeginsToListenWhileTheDiskFills_hearsTheNewStateLast(@TempDir Path folder) throws InterruptedException {
        AtomicLong free = new AtomicLong(ENOUGH);
        List<Boolean> told = Collections.synchronizedList(new ArrayList<>());
        try (FreeSpaceWatch watch = FreeSpaceWatch.of(folder, ENOUGH, asked -> free.get())) {
            Thread looking = new Thread(watch::look);
            watch.tell(space -> {
                if (looking.getState()
                        == Thread.State.NEW) { // the first time, at the worst moment: the disk fills, and is looked at
                    free.set(0);
                    looking.start();
                    await().until(() -> looking.getState() == Thread.State.BLOCKED || !looking.isAlive());
                }
                told.add(space.nearlyFull());
            });
            looking.join();
        }
        assertThat(told).containsExactly(false, true);
    }
}
