/** The life of alerts over golden signals. */
@NullMarked
package dev.bellwether.alerting;

import org.jspecify.annotations.NullMarked;
