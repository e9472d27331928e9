package dev.bellwether.ingest.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Checks the labels of one series as they come: names that rise by their bytes, so that none comes twice, and a name for the metric.
 * Reused for each series.
 */
final class LabelOrder {

    private static final byte[] METRIC_NAME = "__name__".getBytes(UTF_8);

    private final byte[] bytes;
    private int before;
    private int beforeLength;
    private boolean named;

    /** @param bytes what names and values are ranges of */
    LabelOrder(byte[] bytes) {
        this.bytes = bytes;
    }

    void begin() {
        before = 0;
        beforeLength = 0;
        named = false;
    }

    void next(int name, int nameLength, int valueLength) throws MalformedWriteException {
        if (nameLength == 0) {
            throw new MalformedWriteException("a label without a name");
        }
        int order = Arrays.compareUnsigned(bytes, before, before + beforeLength, bytes, name, name + nameLength);
        if (order == 0) {
            throw new MalformedWriteException("label " + text(name, nameLength) + " comes twice in a series");
        }
        if (order > 0) {
            throw new MalformedWriteException("label " + text(name, nameLength) + " comes after "
                    + text(before, beforeLength) + " (expected: labels sorted by name)");
        }
        boolean isMetricName = Arrays.equals(bytes, name, name + nameLength, METRIC_NAME, 0, METRIC_NAME.length);
        named |= isMetricName && valueLength > 0;
        before = name;
        beforeLength = nameLength;
    }

    void end() throws MalformedWriteException {
        if (!named) {
            throw new MalformedWriteException("a series without the label __name__");
        }
    }

    private String text(int offset, int length) {
        int shown = Math.min(length, 100);
        return "\"" + new String(bytes, offset, shown, UTF_8) + (shown < length ? "…" : "") + "\"";
    }
}
