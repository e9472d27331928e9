/** The demo as a story: a shop, two deployments, and the facts that follow, read back from the topics. */
@NullMarked
package dev.bellwether.cli.demo;

import org.jspecify.annotations.NullMarked;
