package dev.bellwether.processors.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.processors.admission.AdmittedName.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over RocksDB, whose order of keys is what counts. */
class KeyValueAdmissionStoreTest {

    private static final AdmittedName SERVICE = new AdmittedName("a/b/c", Kind.SERVICE, "");
    private static final AdmittedName VERSION = new AdmittedName("a/b/c", Kind.VERSION, "1.0");
    private static final AdmittedName OPERATION = new AdmittedName("a/b/c", Kind.OPERATION, "GET /\n");

    @TempDir
    private Path folder;

    private KeyValueStore<AdmittedName, Long> places;

    @BeforeEach
    void open() {
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        places =
                KeyValueAdmissionStore.builder("admitted").withLoggingDisabled().build();
        places.init(context.getStateStoreContext(), places);
    }

    @AfterEach
    void close() {
        places.close();
    }

    @Test
    void placesOfAService_areToldAlone_itsOwnFirst() {
        KeyValueAdmissionStore store = new KeyValueAdmissionStore(places);
        store.put(OPERATION, 3);
        store.put(VERSION, 2);
        store.put(SERVICE, 1);
        store.put(new AdmittedName("a/b/cc", Kind.SERVICE, ""), 4);
        store.put(new AdmittedName("a/b/c\n", Kind.SERVICE, ""), 5);
        store.put(new AdmittedName("a/b/", Kind.SERVICE, ""), 6);

        List<AdmittedName> told = new ArrayList<>();
        store.forEachOf("a/b/c", (name, seen) -> told.add(name));
        assertThat(told).containsExactly(SERVICE, VERSION, OPERATION);
    }

    @Test
    void whatWasAdmitted_isThereAfterARestart_andWhatWasForgottenIsNot() {
        KeyValueAdmissionStore store = new KeyValueAdmissionStore(places);
        store.put(SERVICE, 1);
        store.put(VERSION, 2);
        store.delete(VERSION);
        places.close();
        open();

        List<String> told = new ArrayList<>();
        new KeyValueAdmissionStore(places).forEach((name, seen) -> told.add(name + " " + seen));
        assertThat(told).containsExactly(SERVICE + " 1");
    }
}
