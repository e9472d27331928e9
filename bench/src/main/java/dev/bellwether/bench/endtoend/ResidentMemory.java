package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a process, heap and all else, as Linux counts it.
 *
 * @param bytes now
 * @param peakBytes the most it has had since it started, or since {@link #resetPeak}
 */
public record ResidentMemory(long bytes, long peakBytes) {

    /** @throws IOException if there is no such process, or no {@code /proc} */
    public static ResidentMemory of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
    }

    /** From now on the peak is what the process takes from now on: {@code /proc/PID/clear_refs}, see proc(5). */
    public static void resetPeak(long pid) throws IOException {
        Files.writeString(Path.of("/proc", String.valueOf(pid), "clear_refs"), "5");
    }

    static ResidentMemory parse(String status) {
        return new ResidentMemory(kilobytes("VmRSS", status) * 1024, kilobytes("VmHWM", status) * 1024);
    }

    private static long kilobytes(String field, String status) {
        Matcher found = Pattern.compile("^" + field + ":\\s+(\\d+) kB", Pattern.MULTILINE)
                .matcher(status);
        if (!found.find()) {
            throw new IllegalArgumentException("status: without " + field + ": " + status);
        }
        return Long.parseLong(found.group(1));
    }
}
