/** The life of an alert: pure functions over states and times, without Kafka. */
@NullMarked
package dev.bellwether.alerting.lifecycle;

import org.jspecify.annotations.NullMarked;
