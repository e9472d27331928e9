package dev.bellwether.ingest.remotewrite;

import java.io.IOException;

/** {@code prometheus.WriteRequest}. */
final class MessageV1 {

    static final int SERIES = MessageScan.delimited(1);
    static final int METADATA = MessageScan.delimited(3);
    private static final int LABELS = MessageScan.delimited(1);
    private static final int SAMPLES = MessageScan.delimited(2);
    private static final int EXEMPLARS = MessageScan.delimited(3);
    private static final int HISTOGRAMS = MessageScan.delimited(4);
    private static final int LABEL_NAME = MessageScan.delimited(1);
    private static final int LABEL_VALUE = MessageScan.delimited(2);
    /** Fields that only the message of version 2 has. */
    private static final int V2_SYMBOLS = 4;

    private static final int V2_SERIES = 5;

    private final MessageScan scan;
    private final LabelOrder order;
    private long samples;
    private long histograms;
    private long exemplars;
    private long metadata;

    private int name;
    private int nameLength;
    private int valueLength;

    MessageV1(byte[] bytes, MessageScan scan) {
        this.scan = scan;
        this.order = new LabelOrder(bytes);
    }

    WriteCounts read() throws IOException, MalformedWriteException {
        scan.readFields(this::readField);
        return new WriteCounts(samples, histograms, exemplars, metadata);
    }

    private boolean readField(int tag) throws IOException, MalformedWriteException {
        int number = tag >>> 3;
        if (number == V2_SYMBOLS || number == V2_SERIES) {
            throw new MalformedWriteException("this is a message of version 2 with the media type of version 1");
        }
        if (tag != SERIES && tag != METADATA) {
            return false;
        }
        if (tag == SERIES) {
            order.begin();
            scan.readMessage(this::readSeriesField);
            order.end();
        } else {
            metadata++;
            scan.readMessage(field -> false);
        }
        return true;
    }

    private boolean readSeriesField(int tag) throws IOException, MalformedWriteException {
        if (tag == LABELS) {
            name = 0;
            nameLength = 0;
            valueLength = 0;
            scan.readMessage(this::readLabelField);
            order.next(name, nameLength, valueLength);
            return true;
        }
        if (tag != SAMPLES && tag != EXEMPLARS && tag != HISTOGRAMS) {
            return false;
        }
        samples += tag == SAMPLES ? 1 : 0;
        exemplars += tag == EXEMPLARS ? 1 : 0;
        histograms += tag == HISTOGRAMS ? 1 : 0;
        scan.readMessage(field -> tag == EXEMPLARS && readExemplarField(field));
        return true;
    }

    private boolean readExemplarField(int tag) throws IOException, MalformedWriteException {
        if (tag != LABELS) {
            return false;
        }
        scan.readMessage(field -> false);
        return true;
    }

    private boolean readLabelField(int tag) throws IOException {
        if (tag == LABEL_NAME) {
            nameLength = scan.skipDelimited();
            name = scan.position() - nameLength;
        } else if (tag == LABEL_VALUE) {
            valueLength = scan.skipDelimited();
        } else {
            return false;
        }
        return true;
    }
}
