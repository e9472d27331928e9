package dev.bellwether.observation.meter;

/** Something that is counted. */
public interface Count {

    /** @param amount not less than zero */
    void add(long amount);

    default void increment() {
        add(1);
    }
}
