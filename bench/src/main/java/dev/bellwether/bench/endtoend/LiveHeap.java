package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is left of a JVM's heap after all garbage was collected. */
final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$", Pattern.MULTILINE);

    private LiveHeap() {}

    /**
     * Bytes of all objects that can be reached. The JVM stands still meanwhile, some tenths of a second.
     *
     * @throws IOException if jcmd cannot look into that process
     */
    static long of(long pid) throws IOException {
        String printed = Jcmd.print(pid, "GC.class_histogram");
        try {
            return parse(printed);
        } catch (IllegalArgumentException e) {
            throw new IOException("jcmd cannot look into process " + pid + ": " + printed.strip(), e);
        }
    }

    static long parse(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalArgumentException("histogram: without a total");
        }
        return Long.parseLong(total.group(1));
    }
}
