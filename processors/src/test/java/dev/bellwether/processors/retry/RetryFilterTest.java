package dev.bellwether.processors.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.schemas.OtlpHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RetryFilterTest {

    private static final long MINUTE = 60_000;
    private static final int HASHES = 5_000;

    private final TombstoneStore store = new TombstoneStore();
    private final RetryFilter filter = new RetryFilter(store, Duration.ofMillis(MINUTE));

    @Test
    void requestSentAgainWithinTheTime_isARetry() {
        assertThat(isRetry(1, 0)).isFalse();
        assertThat(isRetry(1, MINUTE - 1)).isTrue();
        assertThat(isRetry(1, MINUTE)).as("it is new again").isFalse();
        assertThat(isRetry(1, 2 * MINUTE - 1)).as("seen a minute before").isTrue();
    }

    /** What is deleted leaves tombstones; to pass over all of them for each record took longer and longer. */
    @Test
    void oldHashes_areForgotten_andPassedOverOnce() {
        for (int hash = 0; hash < HASHES; hash++) {
            filter.isRetry(request(hash, 1));
        }
        long before = store.passedOver();
        int records = 0;
        while (store.size() > records) {
            filter.isRetry(request(HASHES + records, 2 * MINUTE));
            records++;
        }

        assertThat(records).as("each pays for a little").isBetween(HASHES / 200, HASHES / 50);
        assertThat(store.passedOver() - before).isLessThan(2 * HASHES);
    }

    /** The clock of a broker that becomes the leader may be behind. */
    @Test
    void hashOfEarlier_isForgottenToo() {
        filter.isRetry(request(1, 5 * MINUTE));
        filter.isRetry(request(2, 8 * MINUTE));
        assertThat(store.size()).isEqualTo(1);

        filter.isRetry(request(3, 2 * MINUTE));
        filter.isRetry(request(4, 11 * MINUTE));

        assertThat(store.size()).isEqualTo(1);
    }

    private boolean isRetry(int hash, long logTime) {
        return filter.isRetry(request(hash, logTime));
    }

    private static Record<byte[], byte[]> request(int hash, long logTime) {
        byte[] bytes =
                ByteBuffer.allocate(16).putInt(hash * 0x9E3779B9).putInt(hash).array();
        return new Record<>(new byte[0], new byte[0], logTime, new RecordHeaders().add(OtlpHeaders.HASH, bytes));
    }
}
