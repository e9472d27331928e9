/** What a person wants to know of the process: roles and how they do, what was counted, and whether it adds up. */
@NullMarked
package dev.bellwether.console.status;

import org.jspecify.annotations.NullMarked;
