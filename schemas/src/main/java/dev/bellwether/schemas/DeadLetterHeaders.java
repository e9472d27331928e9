package dev.bellwether.schemas;

/** Headers that a record has on the dead-letters topic, beside those it came with. All values are UTF-8. */
public final class DeadLetterHeaders {

    /** The topic from which the record came. */
    public static final String SOURCE_TOPIC = "bellwether-source-topic";

    /** Its partition there, as decimal digits. */
    public static final String SOURCE_PARTITION = "bellwether-source-partition";

    /** Its offset there, as decimal digits. */
    public static final String SOURCE_OFFSET = "bellwether-source-offset";

    /** Why it could not be read. */
    public static final String REASON = "bellwether-reason";

    /** The application that could not read it; what several read, each of them writes. */
    public static final String APPLICATION = "bellwether-application";

    /** How many bytes the value had, as decimal digits, where it was too long and only its beginning is kept. */
    public static final String CUT_FROM = "bellwether-cut-from";

    /**
     * Makes a record a mark, which is no dead letter: the one of the same origin and application was written back to its topic. Its value is
     * the offset that was written, as decimal digits. Mark and record are written in one transaction.
     */
    public static final String REPLAYED = "bellwether-replayed";

    private DeadLetterHeaders() {}
}
