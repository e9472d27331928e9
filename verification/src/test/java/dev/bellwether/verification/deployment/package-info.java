@NullMarked
package dev.bellwether.verification.deployment;

import org.jspecify.annotations.NullMarked;
