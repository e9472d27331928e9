package dev.bellwether.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.telemetry.otlp.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the requests of a load. The n-th one is a function of the profile and of n, but for its times; so what was in it can be told
 * afterwards. Safe for use by several threads.
 *
 * <p>The three signals share the fields of their envelope: {@code Export…ServiceRequest.resource_…} is 1, {@code Resource….resource} 1, and
 * {@code Resource….scope_…} 2.
 */
public final class LoadRequests {

    private static final int RESOURCE_ITEMS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_ITEMS = 2;

    /** So many items are made, or one of each operation if that is more; they are used again and again. */
    private static final int ITEMS_KEPT = 16_384;

    private static final int FEWEST_BLOCKS = 4;
    private static final int MOST_BLOCKS = 1_024;

    private final LoadProfile profile;
    private final Map<Integer, List<Block>> blocks = new HashMap<>();
    private final Map<Integer, byte[]> resources = new ConcurrentHashMap<>();

    /** @param startNanos when cumulative counters were zero, nanoseconds since the epoch */
    public LoadRequests(LoadProfile profile, long startNanos) {
        this.profile = profile;
        SplittableRandom random = new SplittableRandom(profile.seed());
        int parts = profile.servicesOfARequest();
        for (int part = 0; part < parts; part++) {
            blocks.computeIfAbsent(itemsOfPart(part), items -> blocks(items, random, startNanos));
        }
    }

    /**
     * Some items of one resource.
     *
     * @param service its number
     * @param version number of the version
     */
    record Part(int service, int version, Block block) {}

    private List<Block> blocks(int items, SplittableRandom random, long startNanos) {
        if (profile.signal() == Signal.METRICS) {
            return List.of(MetricBlock.of(profile, items, startNanos));
        }
        int usual = Math.max(FEWEST_BLOCKS, Math.min(MOST_BLOCKS, ITEMS_KEPT / items));
        int number = Math.max(usual, (profile.operations() + items - 1) / items);
        int[] operations = dealt(profile.operations(), number * items, random);
        List<Block> made = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            int[] ofBlock = Arrays.copyOfRange(operations, i * items, (i + 1) * items);
            made.add(
                    profile.signal() == Signal.TRACES
                            ? SpanBlock.of(profile, ofBlock, random)
                            : LogBlock.of(profile, ofBlock, random));
        }
        return List.copyOf(made);
    }

    /** So many operations in a random order, each as often as every other, but for one: drawn by lot, some of many would never come up. */
    private static int[] dealt(int operations, int count, SplittableRandom random) {
        int[] dealt = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            dealt[i] = dealt[other];
            dealt[other] = i % operations;
        }
        return dealt;
    }

    /** The items of a request are shared out as evenly as they can be. */
    private int itemsOfPart(int part) {
        int parts = profile.servicesOfARequest();
        return profile.batch() / parts + (part < profile.batch() % parts ? 1 : 0);
    }

    /** Items of each request. */
    public int items() {
        return profile.batch();
    }

    /** What the n-th request holds. */
    List<Part> parts(long number) {
        int count = profile.servicesOfARequest();
        SplittableRandom random = random(number);
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long turn = number * count + i;
            int service = (int) (turn % profile.services());
            int version = (int) (turn / profile.services() % profile.versions());
            List<Block> choice = blocks.getOrDefault(itemsOfPart(i), List.of());
            parts.add(new Part(service, version, choice.get(random.nextInt(choice.size()))));
        }
        return parts;
    }

    private SplittableRandom random(long number) {
        return new SplittableRandom(profile.seed() * 0x9E3779B97F4A7C15L + number);
    }

    /**
     * The n-th request.
     *
     * @param nowNanos its time, nanoseconds since the epoch
     * @param room bytes that are left free in front of it
     */
    public byte[] request(long number, long nowNanos, int room) {
        List<Part> parts = parts(number);
        int[] lengths = new int[parts.size()];
        int total = room;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = length(parts.get(i));
            total += CodedOutputStream.computeTagSize(RESOURCE_ITEMS)
                    + CodedOutputStream.computeUInt32SizeNoTag(lengths[i])
                    + lengths[i];
        }
        byte[] request = new byte[total];
        SplittableRandom ids = random(~number);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(request, room, total - room);
            for (int i = 0; i < lengths.length; i++) {
                Part part = parts.get(i);
                head(out, RESOURCE_ITEMS, lengths[i]);
                out.writeRawBytes(resource(part));
                head(out, SCOPE_ITEMS, part.block().bytes().length);
                int at = total - out.spaceLeft();
                out.writeRawBytes(part.block().bytes());
                part.block().stamp(request, at, ids, nowNanos);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the array has the length that was computed
        }
        return request;
    }

    private static void head(CodedOutputStream out, int field, int length) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(length);
    }

    private int length(Part part) {
        int items = part.block().bytes().length;
        return resource(part).length
                + CodedOutputStream.computeTagSize(SCOPE_ITEMS)
                + CodedOutputStream.computeUInt32SizeNoTag(items)
                + items;
    }

    /** With its tag and its length. */
    private byte[] resource(Part part) {
        return resources.computeIfAbsent(part.service() * profile.versions() + part.version(), key -> {
            ByteString resource = Landscape.resource(part.service(), part.version());
            return new MessageBytes().field(RESOURCE, resource.toByteArray()).toByteArray();
        });
    }
}
