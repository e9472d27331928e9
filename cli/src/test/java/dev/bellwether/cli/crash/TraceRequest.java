package dev.bellwether.cli.crash;

import com.google.protobuf.ByteString;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import java.util.Map;

/**
 * A request, and what it adds where it is counted once.
 *
 * @param bytes the same each time that it is sent
 */
record TraceRequest(ByteString bytes, Map<SeriesWindow, Totals> adds) {

    TraceRequest {
        adds = Map.copyOf(adds);
    }
}
