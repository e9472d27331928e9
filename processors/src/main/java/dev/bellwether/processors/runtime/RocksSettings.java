package dev.bellwether.processors.runtime;

import java.util.Map;
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

    private static final long CACHE_BYTES = 32L << 20;
    private static final long WRITE_BUFFERS_BYTES = 24L << 20;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final long ARENA_BLOCK_BYTES = 32L << 10;

    static {
        org.rocksdb.RocksDB.loadLibrary();
    }

    // Shared by all stores of the process, and therefore never closed: see close().
    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setMaxWriteBufferNumber(2);
        // A write buffer takes whole blocks of its arena from the budget, by default an eighth of its size at once.
        // With
        // dozens of stores, most of them nearly empty, the budget would be gone, and every write flushed by itself.
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        if (configs.get(WRITE_BUFFER_CONFIG) instanceof Number bytes) {
            options.setWriteBufferSize(bytes.longValue());
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the write buffer manager belong to the process, not to the store.
    }
}
