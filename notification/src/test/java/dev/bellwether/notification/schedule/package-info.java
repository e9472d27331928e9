@NullMarked
package dev.bellwether.notification.schedule;

import org.jspecify.annotations.NullMarked;
