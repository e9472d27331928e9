/** Telling an Alertmanager, over HTTP. */
@NullMarked
package dev.bellwether.notification.alertmanager;

import org.jspecify.annotations.NullMarked;
