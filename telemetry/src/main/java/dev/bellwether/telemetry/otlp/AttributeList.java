package dev.bellwether.telemetry.otlp;

import java.util.Arrays;
import java.util.Objects;

/** All attributes of one thing, in the order they were sent. Owned by the reader; it holds only until the visitor returns. */
public final class AttributeList {

    private static final int KEY = 1 << 3 | WireReader.LENGTH;
    private static final int VALUE = 2 << 3 | WireReader.LENGTH;
    private static final int MAX_KEPT = 1024;

    private ByteSlice[] keys = {};
    private AttributeValue[] values = {};
    private int size;

    AttributeList() {}

    void clear() {
        size = 0;
        if (keys.length > MAX_KEPT) { // one odd sender should not hold memory for ever
            keys = new ByteSlice[0];
            values = new AttributeValue[0];
        }
    }

    /** Number of attributes. */
    public int size() {
        return size;
    }

    /** The key of an attribute. */
    public ByteSlice key(int index) {
        return keys[Objects.checkIndex(index, size)];
    }

    /** The value of an attribute. */
    public AttributeValue value(int index) {
        return values[Objects.checkIndex(index, size)];
    }

    /** Reads the length of a {@code KeyValue} and all of it. Of repeated fields the last key counts, and values are merged. */
    void readKeyValue(WireReader in) throws MalformedOtlpException {
        int outer = in.limit();
        int end = in.readEnd();
        in.limit(end);
        ByteSlice key = next();
        AttributeValue value = values[size];
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == KEY) {
                in.readInto(key);
            } else if (tag == VALUE) {
                in.limit(in.readEnd());
                AnyValueReader.read(in, value);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
        size++;
        in.limit(outer);
    }

    private ByteSlice next() {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(8, 2 * size));
            values = Arrays.copyOf(values, keys.length);
            for (int index = size; index < keys.length; index++) {
                keys[index] = new ByteSlice();
                values[index] = new AttributeValue();
            }
        }
        keys[size].clear();
        values[size].clear(ValueKind.EMPTY);
        return keys[size];
    }
}
