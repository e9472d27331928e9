@NullMarked
package dev.bellwether.console.http;

import org.jspecify.annotations.NullMarked;
