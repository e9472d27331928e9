package dev.bellwether.promql.syntax;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operators that make one series of many, or choose some of many. */
public enum Aggregation {
    AVG(null),
    BOTTOMK(ValueType.SCALAR),
    COUNT(null),
    COUNT_VALUES(ValueType.STRING),
    GROUP(null),
    LIMITK(ValueType.SCALAR),
    LIMIT_RATIO(ValueType.SCALAR),
    MAX(null),
    MIN(null),
    QUANTILE(ValueType.SCALAR),
    STDDEV(null),
    STDVAR(null),
    SUM(null),
    TOPK(ValueType.SCALAR);

    private final @Nullable ValueType parameter;

    Aggregation(@Nullable ValueType parameter) {
        this.parameter = parameter;
    }

    static Optional<Aggregation> of(String text) {
        for (Aggregation aggregation : values()) {
            if (aggregation.symbol().equalsIgnoreCase(text)) {
                return Optional.of(aggregation);
            }
        }
        return Optional.empty();
    }

    /** As it is written. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Type of the parameter in front of the vector, if it takes one. */
    public Optional<ValueType> parameter() {
        return Optional.ofNullable(parameter);
    }

    /** Whether it chooses series and leaves them as they are. */
    public boolean selects() {
        return this == TOPK || this == BOTTOMK || this == LIMITK || this == LIMIT_RATIO;
    }

    boolean isExperimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }
}
