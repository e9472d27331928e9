package dev.bellwether.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bellwether.embedded.FolderUnusableException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path temp;

    @Test
    void open_makesWhatIsMissing() {
        try (DataFolder folder = DataFolder.open(temp.resolve("a/b/../c"))) {
            assertThat(folder.path()).isEqualTo(temp.resolve("a/c")).isDirectory();
        }
    }

    @Test
    void open_writesThePidAndCloseTakesItBack() throws IOException {
        Path file = temp.resolve(DataFolder.LOCK_FILE);
        try (DataFolder folder = DataFolder.open(temp)) {
            assertThat(folder.path()).isEqualTo(temp);
            assertThat(Files.readString(file)).isEqualTo(String.valueOf(OWN_PID));
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void open_whileOpenNamesTheHolder() {
        try (DataFolder held = DataFolder.open(temp)) {
            FolderUnusableException refused = refusal(temp);

            assertThat(refused.reason()).isEqualTo(Reason.IN_USE);
            assertThat(refused.pid()).hasValue(OWN_PID);
            assertThat(refused.folder()).isEqualTo(held.path());
            assertThat(refused).hasMessageContainingAll(temp.toString(), "pid " + OWN_PID, "choose another folder");
        }
    }

    @Test
    void open_refusedOnceLeavesTheHolderItsClaim() throws IOException {
        try (DataFolder held = DataFolder.open(temp)) {
            refusal(held.path());

            assertThat(refusal(temp).reason()).isEqualTo(Reason.IN_USE);
            assertThat(Files.readString(temp.resolve(DataFolder.LOCK_FILE))).isEqualTo(String.valueOf(OWN_PID));
        }
    }

    @Test
    void open_afterCloseSucceeds() {
        DataFolder first = DataFolder.open(temp);
        first.close();
        first.close();
        try (DataFolder second = DataFolder.open(temp)) {
            assertThat(second.path()).isEqualTo(temp);
        }
    }

    @Test
    void open_takesOverWhatADeadProcessLeft() throws IOException {
        Files.writeString(temp.resolve(DataFolder.LOCK_FILE), "123456789012345");

        try (DataFolder folder = DataFolder.open(temp)) {
            assertThat(Files.readString(folder.path().resolve(DataFolder.LOCK_FILE)))
                    .isEqualTo(String.valueOf(OWN_PID));
        }
    }

    @Test
    void open_ofAFileSaysSo() throws IOException {
        Path file = Files.writeString(temp.resolve("data"), "mine");

        for (Path path : new Path[] {file, file.resolve("below"), file.resolve("far/below")}) {
            FolderUnusableException refused = refusal(path);
            assertThat(refused.reason()).isEqualTo(Reason.NOT_A_FOLDER);
            assertThat(refused.pid()).isEmpty();
            assertThat(refused).hasMessageContainingAll(path.toString(), "choose another path");
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void open_whereTheLockFileCannotBeMadeSaysSo() throws IOException {
        Files.createDirectory(temp.resolve(DataFolder.LOCK_FILE));

        FolderUnusableException refused = refusal(temp);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(refused).hasMessageContainingAll(temp.toString(), "cannot be written");
    }

    @Test
    void open_ofAReadOnlyFolderSaysSo() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("read-only"));
        Files.setPosixFilePermissions(folder, EnumSet.of(PosixFilePermission.OWNER_READ));
        assumeFalse(Files.isWritable(folder), "this user may write everywhere");

        FolderUnusableException refused = refusal(folder);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(refused).hasMessageContainingAll(folder.toString(), "access denied");
    }

    private static FolderUnusableException refusal(Path folder) {
        return catchThrowableOfType(
                FolderUnusableException.class, () -> DataFolder.open(folder).close());
    }
}
