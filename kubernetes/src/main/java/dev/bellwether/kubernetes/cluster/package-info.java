/** What runs in a Kubernetes cluster, trimmed to what telemetry needs: no Kafka, no Kubernetes client, no clock. */
@NullMarked
package dev.bellwether.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
