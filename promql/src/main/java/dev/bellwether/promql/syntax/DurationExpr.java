package dev.bellwether.promql.syntax;

/** The length of a range, a step or an offset: a duration, or arithmetic that gives one. Numbers are seconds. */
public sealed interface DurationExpr {

    /** No time. */
    DurationExpr ZERO = new Literal(0, true);

    /**
     * The milliseconds that it stands for in a query of this step and range.
     *
     * @throws ArithmeticException if it divides by zero or is out of range
     */
    default long millis(QueryTimes times) {
        double seconds = seconds(times);
        if (Double.isNaN(seconds) || Math.abs(seconds) >= Literal.MAX_SECONDS) {
            throw new ArithmeticException("duration is out of range");
        }
        return (long) (seconds * 1000);
    }

    /** The seconds that it stands for. */
    double seconds(QueryTimes times);

    /**
     * The times of a query that a duration may depend on.
     *
     * @param stepMillis time between two steps; 0 in an instant query
     * @param rangeMillis time from the first step to the last
     */
    record QueryTimes(long stepMillis, long rangeMillis) {}

    /**
     * A number.
     *
     * @param seconds its value
     * @param unit whether it was written with units, as {@code 5m}
     */
    record Literal(double seconds, boolean unit) implements DurationExpr {

        /** Beyond this, nanoseconds do not fit into 64 bits. */
        static final double MAX_SECONDS = 0x1p63 / 1e9;

        @Override
        public double seconds(QueryTimes times) {
            return seconds;
        }

        /** Of arithmetic, the fraction of a millisecond is cut off; what was written as a duration is meant exactly. */
        @Override
        public long millis(QueryTimes times) {
            return Math.round(seconds * 1000);
        }
    }

    /** {@code step()}. */
    record Step() implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            return times.stepMillis() / 1000.0;
        }
    }

    /** {@code range()}. */
    record Range() implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            return times.rangeMillis() / 1000.0;
        }
    }

    /** In parentheses. */
    record Parens(DurationExpr inner) implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            return inner.seconds(times);
        }
    }

    /** With a minus sign in front. */
    record Negated(DurationExpr inner) implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            return -inner.seconds(times);
        }
    }

    /** {@code min_of(a, b)} or {@code max_of(a, b)}. */
    record Extreme(boolean max, DurationExpr left, DurationExpr right) implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            double a = left.seconds(times);
            double b = right.seconds(times);
            return max ? Math.max(a, b) : Math.min(a, b);
        }
    }

    /** Arithmetic of two durations. */
    record Arithmetic(BinaryOperator operator, DurationExpr left, DurationExpr right) implements DurationExpr {

        @Override
        public double seconds(QueryTimes times) {
            double a = left.seconds(times);
            double b = right.seconds(times);
            return switch (operator) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / nonZero(b, "division by zero");
                case MODULO -> a % nonZero(b, "modulo by zero");
                case POWER -> Math.pow(a, b);
                case OR,
                        AND,
                        UNLESS,
                        EQUAL,
                        NOT_EQUAL,
                        LESS,
                        LESS_OR_EQUAL,
                        GREATER,
                        GREATER_OR_EQUAL,
                        TRIM_ABOVE,
                        TRIM_BELOW,
                        ATAN2 ->
                    throw new IllegalArgumentException("operator: " + operator + " (expected: one of + - * / % ^)");
            };
        }

        private static double nonZero(double divisor, String message) {
            if (divisor == 0) {
                throw new ArithmeticException(message);
            }
            return divisor;
        }
    }
}
