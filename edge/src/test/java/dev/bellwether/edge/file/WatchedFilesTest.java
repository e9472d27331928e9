package dev.bellwether.edge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WatchedFiles watched = new WatchedFiles(INTERVAL, meters);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("number"), "1");
    }

    @AfterEach
    void close() {
        watched.close();
    }

    private Supplier<Integer> number() {
        return watched.watch("the numbers", List.of(file), this::read);
    }

    private int read() {
        try {
            return Integer.parseInt(SmallFile.text("number-file", file));
        } catch (NumberFormatException e) {
            throw new FileProblemException("number-file", file, "no number");
        }
    }

    private double reloads(String outcome) {
        return meters.get("bellwether.edge.reloads")
                .tags("what", "numbers", "outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void aChange_isReadAgain() throws IOException {
        Supplier<Integer> number = number();
        assertThat(number.get()).isEqualTo(1);

        ReplacedFile.replace(file, "2");

        await().until(() -> number.get() == 2);
        await().until(() -> reloads("done") == 1); // counted after the number is there
    }

    /** As a secret that Kubernetes mounts: the link moves, and time stamps may be older than before. */
    @Test
    void aLinkThatMoves_isAChange() throws IOException {
        Path second = Files.writeString(folder.resolve("second"), "2");
        Files.setLastModifiedTime(second, FileTime.from(Instant.EPOCH));
        Path target = file;
        file = Files.createSymbolicLink(folder.resolve("link"), target);
        Supplier<Integer> number = number();

        Files.move(Files.createSymbolicLink(folder.resolve("next"), second), file, StandardCopyOption.ATOMIC_MOVE);

        await().until(() -> number.get() == 2);
    }

    @Test
    void aBrokenVersion_isCountedOnce_andTheLastGoodOneStays() throws IOException {
        Supplier<Integer> number = number();

        ReplacedFile.replace(file, "two");
        await().until(() -> reloads("failed") == 1);
        assertThat(number.get()).isEqualTo(1);
        Files.delete(file);
        await().until(() -> reloads("failed") == 2);
        assertThat(number.get()).isEqualTo(1);

        ReplacedFile.replace(file, "3");
        await().until(() -> number.get() == 3);
        assertThat(reloads("failed")).isEqualTo(2);
    }

    @Test
    void aFileThatIsMissingAtTheStart_isRefusedWithItsSetting() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::number)
                .isInstanceOf(FileProblemException.class)
                .hasMessage("number-file: " + file + ": there is no such file");
    }

    @Test
    void aFileThatNobodyWroteByHand_isNotReadWhole() throws IOException {
        Files.write(file, new byte[(1 << 20) + 1]);

        assertThatThrownBy(this::number).hasMessageContaining("larger than 1048576 bytes");
    }
}
