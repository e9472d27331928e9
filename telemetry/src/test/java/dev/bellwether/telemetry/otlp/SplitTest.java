package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600) // not a matter of speed: damaged bytes must not make anything go round for ever
class SplitTest {

    private static final long SEED = 20_260_102;
    private static final int REQUESTS = 150;
    private static final int MUTATIONS = 20_000;
    /** What {@link OtlpRequests#split} promises of all parts together. */
    private static final int MAX_GROWTH = 10;

    @ParameterizedTest
    @EnumSource
    void parts_holdTheItemsInOrderWithAllTheyStandIn(Signal signal) throws Exception {
        int several = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.largeRequest(signal, seed, false);
            int maxBytes = 1 + new Random(seed).nextInt(request.length);
            List<byte[]> parts = OtlpRequests.split(signal, request, maxBytes);
            List<ParsedRequests.Item> items = new ArrayList<>();
            for (byte[] part : parts) {
                items.addAll(ParsedRequests.items(signal, part));
            }
            assertThat(items).as("seed %d", seed).isEqualTo(ParsedRequests.items(signal, request));
            assertThat(OtlpRequests.bytesOfParts(signal, request, maxBytes))
                    .as("seed %d", seed)
                    .isEqualTo(Math.max(
                            request.length,
                            parts.stream().mapToLong(part -> part.length).sum()));
            several += parts.size() > 1 ? 1 : 0;
        }
        assertThat(several).isGreaterThan(REQUESTS / 3);
    }

    @ParameterizedTest
    @EnumSource
    void parts_fitUnlessAnItemOrWhatItStandsInIsTooLarge(Signal signal) throws Exception {
        int tooLarge = 0;
        int fitting = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.largeRequest(signal, seed, true);
            int maxBytes = 1 + new Random(seed).nextInt(request.length);
            for (byte[] part : OtlpRequests.split(signal, request, maxBytes)) {
                if (part.length > maxBytes) {
                    List<ParsedRequests.Item> items = ParsedRequests.items(signal, part);
                    assertThat(items.size() <= 1 || repeats(items, maxBytes / 8))
                            .as("seed %d: %d bytes, %d items", seed, part.length, items.size())
                            .isTrue();
                    tooLarge++;
                } else {
                    fitting++;
                }
            }
        }
        assertThat(tooLarge).isGreaterThan(REQUESTS / 10);
        assertThat(fitting).isGreaterThan(REQUESTS);
    }

    private static boolean repeats(List<ParsedRequests.Item> items, int bytes) {
        return items.stream()
                .allMatch(item -> item.around().stream().anyMatch(message -> message.getSerializedSize() > bytes));
    }

    /** Empty spans with an unknown field between each two, two bytes each; all in one scope, which has a name that cannot be repeated. */
    @Test
    void aRequestInTooManyPieces_isRefusedInLittleMemory() throws Exception {
        int spans = 2 << 20;
        byte[] name = new byte[1000];
        ByteArrayOutputStream scope = new ByteArrayOutputStream();
        delimited(scope, 3, name); // the schema's URL
        for (int i = 0; i < spans; i++) {
            scope.write(new byte[] {2 << 3 | 2, 0, 11 << 3, 0});
        }
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        delimited(resource, 2, scope.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        delimited(request, 1, resource.toByteArray());
        byte[] bytes = request.toByteArray();
        assertThat(OtlpRequests.count(Signal.TRACES, bytes, OtlpLimits.DEFAULT)).isEqualTo(spans);

        long before = allocated();
        MalformedOtlpException refusal = catchThrowableOfType(
                MalformedOtlpException.class, () -> OtlpRequests.split(Signal.TRACES, bytes, 1000));
        assertThat(refusal.reason()).isEqualTo(MalformedOtlpException.Reason.TOO_FRAGMENTED);
        assertThat(allocated() - before).isLessThan(bytes.length);
    }

    private static void delimited(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field << 3 | 2);
        byte[] length = new byte[5];
        out.write(length, 0, Varints.write(length, 0, content.length));
        out.writeBytes(content);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @EnumSource
    void damagedRequest_isSplitWithoutLossOrRefused(Signal signal) {
        List<byte[]> corpus = Corpus.of(signal, SEED);
        Random random = new Random(SEED);
        int split = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] request = Mutations.of(corpus.get(round % corpus.size()), random);
            try {
                long count = OtlpRequests.count(signal, request, OtlpLimits.DEFAULT);
                long total = 0;
                long bytes = 0;
                for (byte[] part : OtlpRequests.split(signal, request, 1 + random.nextInt(400))) {
                    total += OtlpRequests.count(signal, part, OtlpLimits.DEFAULT);
                    bytes += part.length;
                }
                String hex = HexFormat.of().formatHex(request);
                assertThat(total).as(hex).isEqualTo(count);
                assertThat(bytes).as(hex).isLessThanOrEqualTo((long) MAX_GROWTH * request.length);
                split++;
            } catch (MalformedOtlpException e) {
                assertThat(e.offset()).isBetween(0, request.length);
            }
        }
        assertThat(split).isGreaterThan(MUTATIONS / 20);
    }
}
