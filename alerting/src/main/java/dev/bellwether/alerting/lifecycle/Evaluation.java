package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a condition says at one instant. */
public sealed interface Evaluation {

    /**
     * The condition holds for these, and for nothing else.
     *
     * @param samples none means that it holds nowhere
     */
    record Samples(List<Sample> samples) implements Evaluation {

        public static final Samples NONE = new Samples(List.of());

        public Samples {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Nobody knows whether the condition holds: not the same as an empty result, and no reason to change any alert.
     *
     * @param reason in words for a person
     */
    record Failed(String reason) implements Evaluation {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}
