/** Whom telemetry comes from: pods, found by what a resource says of itself. No Kafka, no Kubernetes client, no clock. */
@NullMarked
package dev.bellwether.kubernetes.directory;

import org.jspecify.annotations.NullMarked;
