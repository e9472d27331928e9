/** What an Alertmanager is to be told, and when. No Kafka, no HTTP, no clock. */
@NullMarked
package dev.bellwether.notification.schedule;

import org.jspecify.annotations.NullMarked;
