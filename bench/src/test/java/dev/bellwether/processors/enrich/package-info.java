@NullMarked
package dev.bellwether.processors.enrich;

import org.jspecify.annotations.NullMarked;
