/** What Kafka's clients measure of themselves: a selection, summed over threads, tasks and connections. */
@NullMarked
package dev.bellwether.observation.kafka;

import org.jspecify.annotations.NullMarked;
