@NullMarked
package dev.bellwether.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
