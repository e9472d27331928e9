package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How much the processors of this machine have worked, for whomever: a measurement beside other work has to say so. */
final class MachineTime {

    private static final Path STAT = Path.of("/proc/stat");

    /** user, nice, system, (idle, iowait,) irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private static final long TICKS_PER_SECOND = 100;

    private MachineTime() {}

    /** Since the machine started, all processors together; empty where there is no such thing as Linux' {@code /proc}. */
    static Optional<Duration> busy() throws IOException {
        return Files.isReadable(STAT) ? Optional.of(parse(Files.readString(STAT))) : Optional.empty();
    }

    static Duration parse(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +");
        long ticks = BUSY.stream()
                .filter(field -> field < fields.length)
                .mapToLong(field -> Long.parseLong(fields[field]))
                .sum();
        if (fields.length < 5 || !fields[0].equals("cpu")) {
            throw new IllegalArgumentException("stat: " + Arrays.toString(fields) + " (expected: cpu and numbers)");
        }
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }
}
