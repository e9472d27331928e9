/** One running process: broker and registry, ours or theirs, and the roles on them, started and stopped in order. */
@NullMarked
package dev.bellwether.cli.node;

import org.jspecify.annotations.NullMarked;
