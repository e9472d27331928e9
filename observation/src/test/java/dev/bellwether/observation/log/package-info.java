@NullMarked
package dev.bellwether.observation.log;

import org.jspecify.annotations.NullMarked;
