package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.labels.Labels;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Parts of the date and time, in UTC, of values that are seconds since the epoch; of the time of evaluation without argument. */
final class CalendarFunctions {

    private static final int DAYS_OF_WEEK = 7;

    /** What {@link LocalDateTime} can hold, in seconds: dates in the years up to a billion. */
    private static final double MOST_SECONDS = 31_556_889_864_403_199.0;

    private CalendarFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        add(table, "day_of_month", LocalDateTime::getDayOfMonth);
        add(table, "day_of_week", date -> date.getDayOfWeek().getValue() % DAYS_OF_WEEK);
        add(table, "day_of_year", LocalDateTime::getDayOfYear);
        add(table, "days_in_month", date -> YearMonth.from(date).lengthOfMonth());
        add(table, "hour", LocalDateTime::getHour);
        add(table, "minute", LocalDateTime::getMinute);
        add(table, "month", LocalDateTime::getMonthValue);
        add(table, "year", LocalDateTime::getYear);
    }

    private static void add(Map<String, VectorFunction> table, String name, ToIntFunction<LocalDateTime> part) {
        table.put(name, call -> {
            if (call.arguments() > 0) {
                return MathFunctions.map(call, (value, step) -> of(value, part));
            }
            Column column = call.column(Labels.EMPTY, false);
            for (int step = 0; step < column.steps(); step++) {
                column.set(step, of(Math.floorDiv(call.steps().time(step), 1000L), part));
            }
            return List.of(column);
        });
    }

    private static double of(double seconds, ToIntFunction<LocalDateTime> part) {
        if (Double.isNaN(seconds) || Math.abs(seconds) > MOST_SECONDS) {
            return Double.NaN;
        }
        return part.applyAsInt(LocalDateTime.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC));
    }
}
