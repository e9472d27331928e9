package dev.bellwether.alerting.match;

import com.google.protobuf.CodedInputStream;
import dev.bellwether.processors.runtime.PoisonRecordException;
import java.io.IOException;

/** Requests of remote write: {@code prometheus.WriteRequest}, or {@code io.prometheus.write.v2.Request}, which have no field in common. */
final class RemoteWriteMatch implements SampleSource {

    /** In {@code prometheus.WriteRequest}. */
    private static final int SERIES = WireTag.delimited(1);

    /** In {@code io.prometheus.write.v2.Request}. */
    private static final int SYMBOLS = WireTag.delimited(4);

    private static final int SERIES_V2 = WireTag.delimited(5);

    @Override
    public Read read(byte[] request, Matcher matcher) {
        try {
            SymbolTable symbols = symbols(request);
            WrittenSeries series = new WrittenSeries(symbols);
            CodedInputStream in = CodedInputStream.newInstance(request);
            long samples = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == SERIES || tag == SERIES_V2) {
                    int outer = in.pushLimit(in.readRawVarint32());
                    series.read(in, tag == SERIES_V2);
                    in.popLimit(outer);
                    samples += series.samples();
                    matcher.batches().add(series::label, series::fact);
                } else {
                    in.skipField(tag);
                }
            }
            return new Read(samples, 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new PoisonRecordException("not a request of remote write: " + e.getMessage());
        }
    }

    /** They may stand behind the series that refer to them. */
    private static SymbolTable symbols(byte[] request) throws IOException {
        SymbolTable symbols = new SymbolTable();
        CodedInputStream in = CodedInputStream.newInstance(request);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SYMBOLS) {
                symbols.add(in.readStringRequireUtf8());
            } else {
                in.skipField(tag);
            }
        }
        return symbols;
    }
}
