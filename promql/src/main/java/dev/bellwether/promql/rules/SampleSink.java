package dev.bellwether.promql.rules;

import java.util.Optional;

/** Takes what rules write, so that later rules and evaluations see it. */
@FunctionalInterface
public interface SampleSink {

    /**
     * Takes a sample.
     *
     * @return why it is refused: its series has a later one, or another one at that time
     */
    Optional<String> write(RuleSample sample);
}
