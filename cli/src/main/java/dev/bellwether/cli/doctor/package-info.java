/** What is missing or wrong with the Kafka cluster and the schema registry that a configuration names. Looks, and changes nothing. */
@NullMarked
package dev.bellwether.cli.doctor;

import org.jspecify.annotations.NullMarked;
