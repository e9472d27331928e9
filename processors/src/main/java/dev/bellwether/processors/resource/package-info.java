/** Resources that were met before. */
@NullMarked
package dev.bellwether.processors.resource;

import org.jspecify.annotations.NullMarked;
