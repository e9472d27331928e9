/** Configuration: one YAML file, the environment, and what they mean. */
@NullMarked
package dev.bellwether.cli.config;

import org.jspecify.annotations.NullMarked;
