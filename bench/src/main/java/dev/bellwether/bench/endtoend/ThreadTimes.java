package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time of the threads of a JVM by their names, as {@code jcmd} tells it. Garbage collection and compilation have threads of their
 * own.
 *
 * @param byName threads of the same name together
 */
record ThreadTimes(Map<String, Duration> byName) {

    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" .*\\bcpu=([0-9.]+)ms ", Pattern.MULTILINE);

    ThreadTimes {
        byName = Map.copyOf(byName);
    }

    /** @throws IOException if there is no jcmd beside this Java, or it cannot look into that process */
    static ThreadTimes of(long pid) throws IOException {
        String printed = Jcmd.print(pid, "Thread.print");
        ThreadTimes times = parse(printed);
        if (times.byName.isEmpty()) {
            throw new IOException("jcmd cannot look into process " + pid + ": " + printed.strip());
        }
        return times;
    }

    static ThreadTimes parse(String printed) {
        Map<String, Duration> byName = new TreeMap<>();
        Matcher thread = THREAD.matcher(printed);
        while (thread.find()) {
            long nanos = Math.round(Double.parseDouble(thread.group(2)) * 1e6);
            byName.merge(thread.group(1), Duration.ofNanos(nanos), Duration::plus);
        }
        return new ThreadTimes(byName);
    }

    /** What the threads with such names have taken together. */
    Duration sum(Predicate<String> names) {
        return byName.entrySet().stream()
                .filter(thread -> names.test(thread.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
