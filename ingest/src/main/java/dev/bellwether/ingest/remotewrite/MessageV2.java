package dev.bellwether.ingest.remotewrite;

import dev.bellwether.ingest.memory.Memory;
import java.io.IOException;

/** {@code io.prometheus.write.v2.Request}. Symbols may come after the series that refer to them, so there are two rounds. */
final class MessageV2 {

    static final int SYMBOLS = MessageScan.delimited(4);
    static final int SERIES = MessageScan.delimited(5);
    private static final int LABELS = MessageScan.delimited(1);
    private static final int LABEL_ALONE = 1 << 3;
    private static final int SAMPLES = MessageScan.delimited(2);
    private static final int HISTOGRAMS = MessageScan.delimited(3);
    private static final int EXEMPLARS = MessageScan.delimited(4);
    private static final int METADATA = MessageScan.delimited(5);
    private static final int METADATA_HELP = 3 << 3;
    private static final int METADATA_UNIT = 4 << 3;
    /** Reserved, since the message of version 1 has them. */
    private static final int LAST_OF_V1 = 3;

    private final byte[] bytes;
    private final MessageScan scan;
    private final LabelOrder order;
    private final Symbols symbols;
    private long samples;
    private long histograms;
    private long exemplars;

    /** A label's name that has come without its value yet. */
    private int pendingName;

    private boolean pending;

    MessageV2(byte[] bytes, MessageScan scan, Memory memory) {
        this.bytes = bytes;
        this.scan = scan;
        this.order = new LabelOrder(bytes);
        this.symbols = new Symbols(memory);
    }

    WriteCounts read() throws IOException, MalformedWriteException {
        scan.readFields(this::readSymbols);
        if (symbols.size() > 0 && symbols.length(0) > 0) {
            throw new MalformedWriteException("the first symbol is not empty");
        }
        MessageScan second = new MessageScan(bytes);
        second.readFields(tag -> readSeries(tag, second));
        return new WriteCounts(samples, histograms, exemplars, 0);
    }

    private boolean readSymbols(int tag) throws IOException, MalformedWriteException {
        if (tag >>> 3 <= LAST_OF_V1) {
            throw new MalformedWriteException("this is a message of version 1 with the media type of version 2");
        }
        if (tag != SYMBOLS) {
            return false;
        }
        int length = scan.skipDelimited();
        symbols.add(scan.position() - length, length);
        return true;
    }

    private boolean readSeries(int tag, MessageScan in) throws IOException, MalformedWriteException {
        if (tag != SERIES) {
            return false;
        }
        order.begin();
        in.readMessage(field -> readSeriesField(field, in));
        requireEven();
        order.end();
        return true;
    }

    private boolean readSeriesField(int tag, MessageScan in) throws IOException, MalformedWriteException {
        if (tag == LABELS) {
            in.readPacked(this::readLabelReference);
        } else if (tag == LABEL_ALONE) {
            readLabelReference(in.readUInt32());
        } else {
            return readContent(tag, in);
        }
        return true;
    }

    private boolean readContent(int tag, MessageScan in) throws IOException, MalformedWriteException {
        if (tag == METADATA) {
            in.readMessage(field -> readSymbolReference(field, in));
            return true;
        }
        if (tag != SAMPLES && tag != HISTOGRAMS && tag != EXEMPLARS) {
            return false;
        }
        samples += tag == SAMPLES ? 1 : 0;
        histograms += tag == HISTOGRAMS ? 1 : 0;
        exemplars += tag == EXEMPLARS ? 1 : 0;
        in.readMessage(field -> tag == EXEMPLARS && readExemplarField(field, in));
        return true;
    }

    private void readLabelReference(int reference) throws MalformedWriteException {
        if (pending) {
            order.next(symbols.offset(pendingName), symbols.length(pendingName), symbols.length(reference));
        }
        pendingName = reference;
        pending = !pending;
    }

    private void requireEven() throws MalformedWriteException {
        if (pending) {
            throw new MalformedWriteException("a label without a value: an odd number of references");
        }
    }

    private boolean readSymbolReference(int tag, MessageScan in) throws IOException, MalformedWriteException {
        if (tag != METADATA_HELP && tag != METADATA_UNIT) {
            return false;
        }
        symbols.length(in.readUInt32());
        return true;
    }

    private boolean readExemplarField(int tag, MessageScan in) throws IOException, MalformedWriteException {
        if (tag == LABELS) {
            in.readPacked(symbols::length);
        } else if (tag == LABEL_ALONE) {
            symbols.length(in.readUInt32());
        } else {
            return false;
        }
        return true;
    }
}
