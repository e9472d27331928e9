/** What was sent, held against what the topics say. */
@NullMarked
package dev.bellwether.bench.audit;

import org.jspecify.annotations.NullMarked;
