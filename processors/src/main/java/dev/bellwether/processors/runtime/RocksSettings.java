package dev.bellwether.processors.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what all RocksDB stores of this process may use together. Streams' own defaults are 50 MB of block cache and up to
 * 48 MB of write buffers for each store of each task: with four applications of four tasks that is gigabytes.
 */
public final class RocksSettings implements RocksDBConfigSetter {

    /** Streams setting: size of one store's write buffer in bytes; small ones make state reach the disk early. */
    static final String WRITE_BUFFER_CONFIG = "bellwether.rocksdb.write-buffer-bytes";

    /** Streams setting: what all stores of the process may take together, in bytes. */
    static final String MEMORY_CONFIG = "bellwether.rocksdb.memory-bytes";

    private static final int BLOCK_BYTES = 8 << 10;
    private static final long ARENA_BLOCK_BYTES = 32L << 10;
    private static final long MANIFEST_BYTES = 64L << 10;

    static {
        org.rocksdb.RocksDB.loadLibrary();
    }

    /** By their size; a process has one. */
    private static final Map<Long, Budget> BUDGETS = new ConcurrentHashMap<>();

    /** What all stores of the process share, and what is therefore never closed: see {@link #close}. */
    private record Budget(Cache cache, WriteBufferManager writeBuffers) {

        /** Three quarters may be what was not written yet, which is held in the same cache. */
        static Budget of(long bytes) {
            Cache cache = new LRUCache(bytes);
            return new Budget(cache, new WriteBufferManager(bytes / 4 * 3, cache));
        }
    }

    private static Budget budget(Map<String, Object> configs) {
        long bytes = configs.get(MEMORY_CONFIG) instanceof Number number
                ? number.longValue()
                : StoreMemory.DEFAULT.rocksBytes();
        return BUDGETS.computeIfAbsent(bytes, Budget::of);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Budget shared = budget(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writeBuffers());
        options.setMaxWriteBufferNumber(2);
        // A write buffer takes whole blocks of its arena from the budget, by default an eighth of its size at once.
        // With
        // dozens of stores, most of them nearly empty, the budget would be gone, and every write flushed by itself.
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        // By default each store takes 4 MiB of the disk for its manifest beforehand, of which it needs some hundred
        // bytes.
        options.setManifestPreallocationSize(MANIFEST_BYTES);
        if (configs.get(WRITE_BUFFER_CONFIG) instanceof Number bytes) {
            options.setWriteBufferSize(bytes.longValue());
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the write buffer manager belong to the process, not to the store.
    }
}
