@NullMarked
package dev.bellwether.notification.feed;

import org.jspecify.annotations.NullMarked;
