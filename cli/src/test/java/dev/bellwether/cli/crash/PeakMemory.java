package dev.bellwether.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that a process has ever had, heap and all else, as Linux keeps it. */
final class PeakMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private PeakMemory() {}

    /** In bytes. */
    static long of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
        Matcher peak = PEAK.matcher(status);
        if (!peak.find()) {
            throw new AssertionError("no peak in the status of process " + pid + ": " + status);
        }
        return Long.parseLong(peak.group(1)) * 1024;
    }
}
