package dev.bellwether.processors.runtime;

import org.jspecify.annotations.Nullable;

/** What a processor has from {@code init()} on, and is null before. */
public final class AfterInit {

    private AfterInit() {}

    /** @throws IllegalStateException if the processor is used before {@code init()} */
    public static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("used before init()");
        }
        return value;
    }
}
