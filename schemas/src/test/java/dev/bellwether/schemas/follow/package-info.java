@NullMarked
package dev.bellwether.schemas.follow;

import org.jspecify.annotations.NullMarked;
