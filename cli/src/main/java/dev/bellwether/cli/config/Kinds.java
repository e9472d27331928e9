package dev.bellwether.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of settings there are. */
final class Kinds {

    private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|s|m|h|d))+");
    /** Longer ones are slips, and their nanoseconds would not fit into a long. */
    private static final Duration LONGEST = Duration.ofDays(100 * 365);

    private static final int MAX_PORT = 65_535;
    private static final Pattern BYTES = Pattern.compile("(\\d+) ?(B|kB|KiB|MB|MiB|GB|GiB)?");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,2})%");
    private static final long LEAST_SHARE_BYTES = 32L << 20;
    private static final Pattern SERVER_LIST = Pattern.compile(
            "SERVER(?:,SERVER)*".replace("SERVER", "\\s*(?:\\[[0-9a-fA-F:.]+]|[^\\s,:@\\[\\]/]+):\\d{1,5}\\s*"));
    private static final Map<String, Long> BYTE_UNITS = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "KiB",
            1L << 10,
            "MB",
            1_000_000L,
            "MiB",
            1L << 20,
            "GB",
            1_000_000_000L,
            "GiB",
            1L << 30);

    static final Setting.Kind<String> TEXT = kind("text", text -> text);
    static final Setting.Kind<String> FOLDER = kind("a path", text -> {
        require(!text.isBlank());
        return Path.of(text).toString();
    });
    static final Setting.Kind<String> HOST = kind("a host name or an address", text -> {
        require(!text.isBlank());
        return text;
    });
    static final Setting.Kind<String> SERVERS =
            kind("host:port, several with commas between them, or nothing", text -> {
                require(text.isEmpty() || SERVER_LIST.matcher(text).matches());
                return text;
            });
    static final Setting.Kind<String> URLS =
            kind("http://host:port, several with commas between them, or nothing", text -> {
                require(text.isEmpty() || Arrays.stream(text.split(",", -1)).allMatch(Kinds::isHttp));
                return text;
            });
    static final Setting.Kind<String> RECEIVER = kind("http://host:port, self, or nothing", text -> {
        require(text.isEmpty() || text.equals("self") || isHttp(text));
        return text;
    });
    static final Setting.Kind<String> PUBLIC_URL =
            kind("http://host:port without a name and password, or nothing", text -> {
                require(text.isEmpty()
                        || (isHttp(text) && URI.create(text.strip()).getUserInfo() == null));
                return text.strip();
            });
    static final Setting.Kind<Integer> PORT = kind("a port from 0 (any free one) to 65535", text -> {
        int port = Integer.parseInt(text);
        require(port >= 0 && port <= MAX_PORT);
        return port;
    });
    static final Setting.Kind<Integer> COUNT = kind("a whole number above 0", text -> {
        int count = Integer.parseInt(text);
        require(count > 0);
        return count;
    });
    static final Setting.Kind<Integer> COUNT_OR_NONE = kind("a whole number, or 0", text -> {
        int count = Integer.parseInt(text);
        require(count >= 0);
        return count;
    });
    static final Setting.Kind<Double> RATIO = kind("a number from 0 to 1", text -> {
        double ratio = Double.parseDouble(text);
        require(ratio >= 0 && ratio <= 1);
        return ratio;
    });
    static final Setting.Kind<Double> FACTOR = kind("a number above 1", text -> {
        double factor = Double.parseDouble(text);
        require(factor > 1 && factor < 1_000);
        return factor;
    });
    static final Setting.Kind<Duration> DURATION_KIND =
            kind("a duration such as 500ms, 30s, 5m, 1h30m", Kinds::duration);
    static final Setting.Kind<Duration> POSITIVE_DURATION = kind("a duration above 0 such as 500ms, 30s, 5m", text -> {
        Duration duration = duration(text);
        require(!duration.isZero());
        return duration;
    });

    /** A transaction times out after six seconds on a single broker. */
    static final Setting.Kind<Duration> COMMIT_INTERVAL = kind("a duration of 10ms to 5s", text -> {
        Duration duration = duration(text);
        require(duration.toMillis() >= 10 && duration.toMillis() <= 5_000);
        return duration;
    });

    static final Setting.Kind<Long> BYTES_KIND = kind("a size such as 900kB, 64MiB", Kinds::bytes);

    /** Of what is held in one array. */
    static final Setting.Kind<Long> BYTES_IN_MEMORY = kind("a size such as 900kB, 64MiB, below 1GiB", text -> {
        long bytes = bytes(text);
        require(bytes > 0 && bytes < 1L << 30);
        return bytes;
    });

    /** Of the memory that there is: the container's limit, where it has one. */
    static final Setting.Kind<Long> MEMORY =
            kind("a size such as 64MiB, or a share of the memory such as 5%", text -> memory(text, Memory.total()));

    static final Setting.Kind<Set<String>> NAMES = kind(
            "names with commas between them",
            text -> Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .collect(LinkedHashSet::new, Set::add, Set::addAll));

    /** In the order in which they stand. */
    static final Setting.Kind<Map<String, String>> LABELS =
            kind("name=value, several with commas between them, or nothing", text -> {
                Map<String, String> labels = new LinkedHashMap<>();
                for (String label : NAMES.parse(text)) {
                    int equals = label.indexOf('=');
                    require(equals > 0);
                    require(labels.put(
                                    label.substring(0, equals).strip(),
                                    label.substring(equals + 1).strip())
                            == null);
                }
                return labels;
            });

    private Kinds() {}

    /** One of a closed set of names, several with commas between them. */
    static Setting.Kind<String> oneOf(List<String> allowed) {
        return kind("one of " + String.join(", ", allowed), text -> {
            String name = text.toLowerCase(Locale.ROOT);
            require(allowed.contains(name));
            return name;
        });
    }

    static Setting.Kind<Set<String>> someOf(List<String> allowed) {
        return kind("some of " + String.join(", ", allowed), text -> {
            Set<String> names = NAMES.parse(text.toLowerCase(Locale.ROOT));
            require(!names.isEmpty() && allowed.containsAll(names));
            return names;
        });
    }

    /** As {@link #someOf}, or none. */
    static Setting.Kind<Set<String>> anyOf(List<String> allowed) {
        return kind("any of " + String.join(", ", allowed) + ", or nothing", text -> {
            Set<String> names = NAMES.parse(text.toLowerCase(Locale.ROOT));
            require(allowed.containsAll(names));
            return names;
        });
    }

    private static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        require(DURATION.matcher(text).matches());
        Duration total = Duration.ZERO;
        Matcher part = DURATION_PART.matcher(text);
        while (part.find()) {
            long amount = Long.parseLong(part.group(1));
            total = total.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        require(total.compareTo(LONGEST) <= 0);
        return total;
    }

    /** A share is never less than 32 MiB: less would save little, and cost much. */
    static long memory(String text, long total) {
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) {
            return bytes(text);
        }
        int percent = Integer.parseInt(share.group(1));
        require(percent > 0);
        return Math.max(LEAST_SHARE_BYTES, total / 100 * percent);
    }

    private static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        require(matcher.matches());
        String unit = matcher.group(2);
        return Math.multiplyExact(
                Long.parseLong(matcher.group(1)), unit == null ? 1L : BYTE_UNITS.getOrDefault(unit, 1L));
    }

    private static boolean isHttp(String text) {
        URI uri = URI.create(text.strip());
        return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme()) && uri.getPort() <= MAX_PORT;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException();
        }
    }

    private static <T> Setting.Kind<T> kind(String expected, Function<String, T> parser) {
        return new Setting.Kind<>() {
            @Override
            public String expected() {
                return expected;
            }

            @Override
            public T parse(String text) {
                try {
                    return parser.apply(text);
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException("expected: " + expected, e);
                }
            }
        };
    }
}
