/** From the topic of alerts into what stands. */
@NullMarked
package dev.bellwether.notification.feed;

import org.jspecify.annotations.NullMarked;
