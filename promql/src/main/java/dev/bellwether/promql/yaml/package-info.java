/** Strict reading of YAML files that people write: all problems at once, each with its line and column. */
@NullMarked
package dev.bellwether.promql.yaml;

import org.jspecify.annotations.NullMarked;
