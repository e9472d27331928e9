@NullMarked
package dev.bellwether.console.view;

import org.jspecify.annotations.NullMarked;
