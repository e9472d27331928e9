/** Golden signals: what a service's traffic of the last minutes says about its health, without Kafka. */
@NullMarked
package dev.bellwether.alerting.signal;

import org.jspecify.annotations.NullMarked;
