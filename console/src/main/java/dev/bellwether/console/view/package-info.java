/** What the fact topics say at this moment, in memory and bounded; and the answers to questions about it. No Kafka here. */
@NullMarked
package dev.bellwether.console.view;

import org.jspecify.annotations.NullMarked;
