/** The watch of a Kubernetes cluster, and what it found on the topic. */
@NullMarked
package dev.bellwether.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
