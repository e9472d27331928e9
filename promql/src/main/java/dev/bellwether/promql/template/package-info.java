/**
 * The templates of alerts: Go's {@code text/template} as far as labels and annotations can use it, with Prometheus' functions.
 * {@link dev.bellwether.promql.template.AlertTemplate} is the way in.
 */
@NullMarked
package dev.bellwether.promql.template;

import org.jspecify.annotations.NullMarked;
