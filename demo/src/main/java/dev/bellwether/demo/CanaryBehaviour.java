package dev.bellwether.demo;

import java.util.OptionalDouble;

/**
 * How a canary differs from the version that it runs beside.
 *
 * @param errorRatio share of its requests that fail, 0 to 1; empty: as many as in every other version
 */
public record CanaryBehaviour(OptionalDouble errorRatio) {

    public CanaryBehaviour {
        errorRatio.ifPresent(ratio -> ShopConfig.requireRatio("errorRatio", ratio));
    }

    /** No different from the stable version. */
    public static CanaryBehaviour good() {
        return new CanaryBehaviour(OptionalDouble.empty());
    }

    /** Fails this share of its requests, 0 to 1, in place of the shop's base error ratio. */
    public static CanaryBehaviour errors(double ratio) {
        return new CanaryBehaviour(OptionalDouble.of(ratio));
    }
}
