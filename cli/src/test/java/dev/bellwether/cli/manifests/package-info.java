/** What {@code k8s/} renders to, against the models of Kubernetes, against our own rules, and against what the program needs. */
@NullMarked
package dev.bellwether.cli.manifests;

import org.jspecify.annotations.NullMarked;
