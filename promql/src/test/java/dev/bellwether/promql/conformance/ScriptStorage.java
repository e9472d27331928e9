package dev.bellwether.promql.conformance;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SequenceValue;
import dev.bellwether.promql.storage.SequenceValue.FloatValue;
import dev.bellwether.promql.storage.SequenceValue.HistogramValue;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The series that a script has loaded. */
final class ScriptStorage {

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT.withAllFeatures());

    private static final String DURATION = "[0-9]+(?:ms|[smhdwy])?";

    private static final Pattern START = Pattern.compile("(?<first>[+-]?" + DURATION + ")(?<change>[+-]" + DURATION
            + ")?(?:x(?<times>[0-9]+))?|_(?:x(?<holes>[0-9]+))?");

    private record Stored(double value, @Nullable NativeHistogram histogram, long startTime) {}

    private final Map<Labels, NavigableMap<Long, Stored>> series = new TreeMap<>();
    private @Nullable Queryable queryable;

    void clear() {
        series.clear();
        queryable = null;
    }

    Queryable queryable() {
        Queryable known = queryable;
        if (known == null) {
            known = InMemorySeries.of(series.entrySet().stream()
                    .map(entry -> samples(entry.getKey(), entry.getValue()))
                    .toList());
            queryable = known;
        }
        return known;
    }

    private static SeriesSamples samples(Labels labels, NavigableMap<Long, Stored> stored) {
        SeriesSamples.Builder builder = SeriesSamples.builder(labels);
        stored.forEach((time, sample) -> builder.add(time, sample.value(), sample.histogram(), sample.startTime()));
        return builder.build();
    }

    void load(Block block) throws ScriptException {
        queryable = null;
        String[] words = block.lines().get(0).split("\\s+");
        long step = Eval.millis(words[1], block);
        List<Labels> loaded = new ArrayList<>();
        List<@Nullable Long> starts = List.of();
        for (int i = 1; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            int end = SeriesDescription.endOfLabels(line);
            int at = line.startsWith("@st", end) ? end : line.indexOf("@st ");
            boolean isStart = at >= 0 && at <= end && line.startsWith("@st", at);
            try {
                if (isStart) {
                    starts = starts(line.substring(at + 3));
                } else {
                    SeriesDescription description = SeriesDescription.parse(PARSER, line);
                    add(description, step, starts);
                    loaded.add(description.labels());
                    starts = List.of();
                }
            } catch (ParseException | IllegalArgumentException e) {
                throw new ScriptException(block.line() + i, String.valueOf(e.getMessage()));
            }
        }
        if (block.command().equals("load_with_nhcb")) {
            ClassicToNative.convert(loaded, this);
        }
    }

    private void add(SeriesDescription description, long step, List<@Nullable Long> starts) {
        for (int i = 0; i < description.values().size(); i++) {
            long time = i * step;
            Long offset = i < starts.size() ? starts.get(i) : null;
            long start = offset == null ? 0 : time + offset;
            SequenceValue value = description.values().get(i);
            if (value instanceof FloatValue number) {
                put(description.labels(), time, number.value(), null, start);
            } else if (value instanceof HistogramValue histogram) {
                put(description.labels(), time, 0, histogram.histogram(), start);
            }
        }
    }

    void put(Labels labels, long time, double value, @Nullable NativeHistogram histogram, long startTime) {
        series.computeIfAbsent(labels, key -> new TreeMap<>()).put(time, new Stored(value, histogram, startTime));
    }

    /** The floats of a loaded series, by time. */
    Map<Long, Double> floats(Labels labels) {
        Map<Long, Double> floats = new TreeMap<>();
        series.getOrDefault(labels, new TreeMap<>()).forEach((time, stored) -> {
            if (stored.histogram() == null) {
                floats.put(time, stored.value());
            }
        });
        return floats;
    }

    private static List<@Nullable Long> starts(String items) {
        List<@Nullable Long> starts = new ArrayList<>();
        for (String item : items.trim().split("\\s+")) {
            Matcher matcher = START.matcher(item);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("start timestamp: " + item);
            }
            if (matcher.group("first") == null) {
                String holes = matcher.group("holes");
                for (int i = holes == null ? 1 : Integer.parseInt(holes); i > 0; i--) {
                    starts.add(null);
                }
            } else {
                long offset = millis(matcher.group("first"));
                String change = matcher.group("change");
                String times = matcher.group("times");
                for (int i = times == null ? 0 : Integer.parseInt(times); i >= 0; i--) {
                    starts.add(offset);
                    offset += change == null ? 0 : millis(change);
                }
            }
        }
        return starts;
    }

    private static long millis(String signed) {
        boolean negative = signed.startsWith("-");
        String text = signed.replaceFirst("^[+-]", "");
        long millis = Durations.parse(text).toMillis();
        return negative ? -millis : millis;
    }
}
