package dev.bellwether.promql.template;

import static dev.bellwether.promql.template.GoDuration.result;
import static dev.bellwether.promql.template.TemplateFunction.required;

import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoFloats;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code time.Time} in UTC, with the methods that templates use. */
record GoTime(Instant instant) implements Fields {

    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";

    /** The time of a number of seconds since 1970, to the millisecond. */
    static GoTime ofSeconds(double seconds) throws FunctionFailure {
        if (Humanize.isSpecial(seconds)) {
            throw new FunctionFailure("value is NaN or Inf");
        }
        double nanos = seconds * 1e9;
        if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
            throw new FunctionFailure(GoFloats.print(seconds)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        return new GoTime(Instant.ofEpochMilli((long) nanos / 1_000_000));
    }

    @Override
    public String goType() {
        return "*time.Time";
    }

    @Override
    public String print() {
        return TimeLayout.format(PRINTED, time());
    }

    private ZonedDateTime time() {
        return instant.atZone(ZoneOffset.UTC);
    }

    @Override
    public Map<String, TemplateFunction> methods() {
        ZonedDateTime time = time();
        Map<String, TemplateFunction> methods = new HashMap<>();
        methods.put("String", result(print()));
        methods.put("Format", TemplateFunction.ofText(layout -> TimeLayout.format(layout, time)));
        methods.put("Year", result((long) time.getYear()));
        methods.put("Month", result(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        methods.put("Day", result((long) time.getDayOfMonth()));
        methods.put("Hour", result((long) time.getHour()));
        methods.put("Minute", result((long) time.getMinute()));
        methods.put("Second", result((long) time.getSecond()));
        methods.put("Nanosecond", result((long) time.getNano()));
        methods.put("Weekday", result(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        methods.put("YearDay", result((long) time.getDayOfYear()));
        methods.put("Unix", result(instant.getEpochSecond()));
        methods.put("UnixMilli", result(instant.toEpochMilli()));
        methods.put("UnixNano", result(Math.multiplyExact(instant.toEpochMilli(), 1_000_000L)));
        methods.put("UTC", result(this));
        methods.put("Add", TemplateFunction.of(List.of(ParameterType.DURATION), arguments -> add(arguments.get(0))));
        methods.put(
                "Sub",
                TemplateFunction.of(List.of(ParameterType.TIME), arguments -> minus((GoTime) required(arguments, 0))));
        methods.put("Before", TemplateFunction.of(List.of(ParameterType.TIME), arguments -> compare(arguments) < 0));
        methods.put("After", TemplateFunction.of(List.of(ParameterType.TIME), arguments -> compare(arguments) > 0));
        methods.put("Equal", TemplateFunction.of(List.of(ParameterType.TIME), arguments -> compare(arguments) == 0));
        return methods;
    }

    private GoTime add(@Nullable Object duration) {
        return duration instanceof GoDuration added ? new GoTime(instant.plusNanos(added.nanos())) : this;
    }

    private GoDuration minus(GoTime other) {
        return GoDuration.of(Duration.between(other.instant, instant).toNanos());
    }

    private int compare(List<@Nullable Object> arguments) {
        return instant.compareTo(((GoTime) required(arguments, 0)).instant);
    }
}
