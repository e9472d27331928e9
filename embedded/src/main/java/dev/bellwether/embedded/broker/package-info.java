/** A real Kafka broker (KRaft, broker and controller in one) in this process. */
@NullMarked
package dev.bellwether.embedded.broker;

import org.jspecify.annotations.NullMarked;
