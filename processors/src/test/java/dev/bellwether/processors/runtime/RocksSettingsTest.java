package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksSettingsTest {

    private static final long MEMORY = 40L << 20;

    @TempDir
    private Path folder;

    @Test
    void allStores_shareTheMemoryThatTheProcessMayTake() throws RocksDBException {
        try (Options one = options();
                Options other = options();
                RocksDB first = RocksDB.open(one, folder.resolve("one").toString());
                RocksDB second = RocksDB.open(other, folder.resolve("other").toString())) {
            assertThat(first.getLongProperty("rocksdb.block-cache-capacity")).isEqualTo(MEMORY);
            long before = second.getLongProperty("rocksdb.block-cache-usage");

            first.put(new byte[] {1}, new byte[1 << 20]);

            assertThat(second.getLongProperty("rocksdb.block-cache-usage"))
                    .as("what one has not written yet counts in the other's cache")
                    .isGreaterThanOrEqualTo(before + (1 << 20));
        }
    }

    private static Options options() {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        new RocksSettings()
                .setConfig(
                        "store",
                        options,
                        Map.of(RocksSettings.MEMORY_CONFIG, MEMORY, RocksSettings.WRITE_BUFFER_CONFIG, 4L << 20));
        return options;
    }
}
