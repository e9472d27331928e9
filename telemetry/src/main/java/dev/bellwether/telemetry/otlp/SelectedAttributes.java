package dev.bellwether.telemetry.otlp;

import java.util.Objects;

/** The values of the selected attributes of one span or resource, filled while its bytes are read. */
final class SelectedAttributes {

    private static final int KEY = 1 << 3 | WireReader.LENGTH;
    private static final int VALUE = 2 << 3 | WireReader.LENGTH;

    private final AttributeSelection selection;
    private final AttributeValue[] values;
    private final AttributeValue scratch = new AttributeValue();
    private int filled;

    SelectedAttributes(AttributeSelection selection) {
        this.selection = selection;
        this.values = new AttributeValue[selection.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = new AttributeValue();
        }
    }

    AttributeValue value(int index) {
        return values[Objects.checkIndex(index, values.length)];
    }

    void clear() {
        if (filled > 0) {
            for (AttributeValue value : values) {
                if (value.isPresent()) {
                    value.clear(ValueKind.ABSENT);
                }
            }
            filled = 0;
        }
    }

    /** Reads one {@code KeyValue}: all that is left before the reader's limit. */
    void readKeyValue(WireReader in) throws MalformedOtlpException {
        if (filled == values.length) {
            in.goTo(in.limit());
            return;
        }
        int start = in.position();
        if (in.hasMore() && in.readTag() == KEY && readInUsualOrder(in)) {
            return;
        }
        in.goTo(start);
        readInAnyOrder(in);
    }

    /** What every known sender writes: the key, the value, and nothing else. False where it is not so. */
    private boolean readInUsualOrder(WireReader in) throws MalformedOtlpException {
        int keyLength = in.readLength();
        int key = in.position();
        in.goTo(key + keyLength);
        if (!in.hasMore() || in.readTag() != VALUE || in.readLength() != in.limit() - in.position()) {
            return false;
        }
        int index = selection.indexOf(in.bytes(), key, keyLength);
        if (index >= 0 && !values[index].isPresent()) {
            values[index].clear(ValueKind.EMPTY);
            filled++;
            AnyValueReader.read(in, values[index]);
        }
        in.goTo(in.limit());
        return true;
    }

    /** What protobuf allows: fields in any order, repeated (the last key counts, values are merged), or unknown. */
    private void readInAnyOrder(WireReader in) throws MalformedOtlpException {
        int key = in.position();
        int keyLength = 0;
        int end = in.limit();
        scratch.clear(ValueKind.EMPTY);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == KEY) {
                keyLength = in.readLength();
                key = in.position();
                in.goTo(key + keyLength);
            } else if (tag == VALUE) {
                int length = in.readLength();
                in.limit(in.position() + length);
                AnyValueReader.read(in, scratch);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
        int index = selection.indexOf(in.bytes(), key, keyLength);
        if (index >= 0 && !values[index].isPresent()) {
            values[index].set(scratch);
            filled++;
        }
    }
}
