/** Rollouts of workloads in Kubernetes, as deployment events. */
@NullMarked
package dev.bellwether.processors.rollout;

import org.jspecify.annotations.NullMarked;
