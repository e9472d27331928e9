/** Alerts from their topic to Alertmanagers. */
@NullMarked
package dev.bellwether.notification;

import org.jspecify.annotations.NullMarked;
