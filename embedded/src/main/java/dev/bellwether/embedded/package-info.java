/** A real Kafka broker (KRaft) and a schema registry in this process. */
@NullMarked
package dev.bellwether.embedded;

import org.jspecify.annotations.NullMarked;
