/** Rule files evaluated by whole processes, beside a real Prometheus and across kills. */
@NullMarked
package dev.bellwether.cli.rules;

import org.jspecify.annotations.NullMarked;
