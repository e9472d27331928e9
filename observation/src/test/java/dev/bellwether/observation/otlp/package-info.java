@NullMarked
package dev.bellwether.observation.otlp;

import org.jspecify.annotations.NullMarked;
