package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    private static void fill(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data/topic-0"));
        Files.writeString(folder.resolve("data/topic-0/segment.log"), "much");
    }

    @Test
    void folder_goesWithItsUse() throws IOException {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.make("bench-test-")) {
            path = folder.path();
            fill(path);
        }
        assertThat(path).doesNotExist();
    }

    /** As when Ctrl-C ends the benchmark: a server that still writes would make what is deleted again. */
    @Test
    void whenItIsAbandoned_itsWritersAreEndedFirst() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.make("bench-test-")) {
            fill(folder.path());
            Process writer = new ProcessBuilder("sh", "-c", "while mkdir -p data && echo more >> data/file; do :; done")
                    .directory(folder.path().toFile())
                    .start();
            folder.usedBy(writer);

            folder.abandon();

            assertThat(writer.isAlive()).isFalse();
            assertThat(folder.path()).doesNotExist();
        }
    }
}
