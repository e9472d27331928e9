@NullMarked
package dev.bellwether.verification;

import org.jspecify.annotations.NullMarked;
