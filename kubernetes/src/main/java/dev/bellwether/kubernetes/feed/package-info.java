/** From the topic into the directory. */
@NullMarked
package dev.bellwether.kubernetes.feed;

import org.jspecify.annotations.NullMarked;
