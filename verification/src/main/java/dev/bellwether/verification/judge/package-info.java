/**
 * The judge: from counts of requests and errors to PASS, FAIL or INCONCLUSIVE, valid however often one looks.
 *
 * <p>No Kafka, no clock, no configuration files: counts and durations go in, decisions come out.
 */
@NullMarked
package dev.bellwether.verification.judge;

import org.jspecify.annotations.NullMarked;
