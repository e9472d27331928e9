/**
 * A schema registry that keeps its schemas on a compacted topic and answers Confluent's REST API. {@link
 * dev.bellwether.embedded.registry.Subjects} knows neither Kafka nor HTTP; {@link
 * dev.bellwether.embedded.registry.SchemaLog} is the one, {@link dev.bellwether.embedded.registry.RegistryRoutes} the other.
 */
@NullMarked
package dev.bellwether.embedded.registry;

import org.jspecify.annotations.NullMarked;
