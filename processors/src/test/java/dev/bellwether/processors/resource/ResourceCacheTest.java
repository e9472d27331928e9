package dev.bellwether.processors.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {

    private static final int MAX_BYTES = 1_000;
    private static final int BYTES = 100;

    private final AtomicLong evicted = new AtomicLong();
    private final ResourceCache<String, Integer> cache =
            new ResourceCache<>(MAX_BYTES, (resource, bytes) -> bytes, evicted::addAndGet);

    @Test
    void memory_isBounded_andWhatIsForgottenIsCounted() {
        int resources = 500;
        for (int resource = 0; resource < resources; resource++) {
            cache.put("resource-" + resource, BYTES);
        }

        long known = IntStream.range(0, resources)
                .filter(resource -> cache.get("resource-" + resource) != null)
                .count();
        assertThat(known).isPositive().isLessThanOrEqualTo(MAX_BYTES / BYTES);
        assertThat(evicted).hasValue(resources - known);
    }

    /** All were forgotten for one that was not kept. */
    @Test
    void resourceThatTakesTooMuch_isNotKept_andTakesNothingFromOthers() {
        cache.put("small", BYTES);
        cache.put("huge", MAX_BYTES + 1);

        assertThat(cache.get("small")).isEqualTo(BYTES);
        assertThat(cache.get("huge")).isNull();
    }

    @Test
    void whatIsAskedForMost_staysWhileManyGoBy() {
        cache.put("steady", BYTES);
        for (int resource = 0; resource < 500; resource++) {
            assertThat(cache.get("steady")).as("after %d others", resource).isNotNull();
            cache.put("resource-" + resource, BYTES);
        }
    }

    @Test
    void resourceThatGrows_countsWithWhatItTakesNow() {
        cache.put("growing", BYTES);
        cache.put("other", BYTES);
        cache.put("growing", MAX_BYTES + 1);

        assertThat(cache.get("growing")).isNull();
        assertThat(cache.get("other")).isEqualTo(BYTES);
    }
}
