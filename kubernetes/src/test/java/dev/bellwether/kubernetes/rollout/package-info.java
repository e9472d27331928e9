/** Rollouts of workloads: from one look at a workload to the next. No Kafka, no Kubernetes client, no clock. */
@NullMarked
package dev.bellwether.kubernetes.rollout;

import org.jspecify.annotations.NullMarked;
