package dev.bellwether.promql.template;

import static dev.bellwether.promql.template.TemplateFunction.required;

import dev.bellwether.promql.text.GoFloats;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Go's {@code time.Duration}, with the methods that templates use.
 *
 * @param pointer whether it is a {@code *time.Duration}, which {@code toDuration} gives and the humanizing functions do not take
 */
record GoDuration(long nanos, boolean pointer) implements Fields {

    private static final long SECOND = 1_000_000_000L;

    static GoDuration of(long nanos) {
        return new GoDuration(nanos, false);
    }

    double seconds() {
        return fraction(SECOND);
    }

    @Override
    public String goType() {
        return pointer ? "*time.Duration" : "time.Duration";
    }

    @Override
    public Object number() {
        return nanos;
    }

    @Override
    public Map<String, TemplateFunction> methods() {
        return Map.of(
                "String", result(print()),
                "Seconds", result(seconds()),
                "Minutes", result(fraction(60 * SECOND)),
                "Hours", result(fraction(3600 * SECOND)),
                "Milliseconds", result(nanos / 1_000_000),
                "Microseconds", result(nanos / 1_000),
                "Nanoseconds", result(nanos),
                "Abs", result(GoDuration.of(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos))),
                "Truncate", ofUnit(unit -> unit <= 0 ? nanos : nanos - nanos % unit),
                "Round", ofUnit(this::rounded));
    }

    private interface Unit {
        long apply(long unit);
    }

    private static TemplateFunction ofUnit(Unit body) {
        return TemplateFunction.of(
                List.of(ParameterType.DURATION),
                arguments -> GoDuration.of(body.apply(((GoDuration) required(arguments, 0)).nanos())));
    }

    static TemplateFunction result(Object value) {
        return TemplateFunction.of(List.of(), arguments -> value);
    }

    private double fraction(long unit) {
        long whole = nanos / unit;
        return whole + (double) (nanos % unit) / unit;
    }

    private long rounded(long unit) {
        if (unit <= 0) {
            return nanos;
        }
        long rest = nanos % unit;
        if (2 * Math.abs(rest) < unit) {
            return nanos - rest;
        }
        return nanos - rest + (nanos < 0 ? -unit : unit);
    }

    /** As Go prints it: {@code 1h0m0.5s}, {@code 1.5ms}, {@code 0s}. */
    @Override
    public String print() {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            long small = size.longValue();
            String unit = small < 1_000 ? "ns" : small < 1_000_000 ? "µs" : "ms";
            double scale = small < 1_000 ? 1 : small < 1_000_000 ? 1e3 : 1e6;
            return sign + GoFloats.format(small / scale, 'f', GoFloats.SHORTEST) + unit;
        }
        BigInteger[] minutesAndRest = size.toBigInteger().divideAndRemainder(BigInteger.valueOf(60 * SECOND));
        String seconds =
                new BigDecimal(minutesAndRest[1], 9).stripTrailingZeros().toPlainString();
        long minutes = minutesAndRest[0].longValue();
        String hours = minutes >= 60 ? minutes / 60 + "h" : "";
        return sign + hours + (minutes > 0 ? minutes % 60 + "m" : "") + seconds + "s";
    }
}
