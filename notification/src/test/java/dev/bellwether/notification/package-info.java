@NullMarked
package dev.bellwether.notification;

import org.jspecify.annotations.NullMarked;
