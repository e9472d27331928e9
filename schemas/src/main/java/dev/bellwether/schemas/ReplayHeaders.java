package dev.bellwether.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers of a record that was written back from the dead letters to the topic where it came from. All values are UTF-8. */
public final class ReplayHeaders {

    /**
     * The application that could not read the record, and for which it was written back. Others have read it where it first stood: on the
     * raw topics of OTLP they pass it over.
     */
    public static final String ADDRESSEE = "bellwether-replay-for";

    /** How often the record was written back, as decimal digits. It stays with the record, also where that dies again. */
    public static final String COUNT = "bellwether-replays";

    private ReplayHeaders() {}

    /** Whether a record with these headers was written back. */
    public static boolean isReplay(Headers headers) {
        return headers.lastHeader(ADDRESSEE) != null;
    }

    /** Whether a record with these headers was written back, and not for this application. */
    public static boolean isForAnother(Headers headers, String application) {
        Header addressee = headers.lastHeader(ADDRESSEE);
        return addressee != null && !Arrays.equals(addressee.value(), application.getBytes(UTF_8));
    }
}
