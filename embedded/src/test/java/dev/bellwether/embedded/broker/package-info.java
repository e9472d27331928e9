@NullMarked
package dev.bellwether.embedded.broker;

import org.jspecify.annotations.NullMarked;
