/** Where schemas live: the interface, the client of a registry that speaks Confluent's REST API, and the compatibility rules. */
@NullMarked
package dev.bellwether.schemas.registry;

import org.jspecify.annotations.NullMarked;
