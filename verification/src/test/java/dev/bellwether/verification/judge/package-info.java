@NullMarked
package dev.bellwether.verification.judge;

import org.jspecify.annotations.NullMarked;
