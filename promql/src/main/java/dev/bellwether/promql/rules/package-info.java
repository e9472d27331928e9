/**
 * Prometheus' rule files: reading them, and evaluating their groups. Framework-free: {@link dev.bellwether.promql.rules.RuleFileReader}
 * reads, the rest is values in and values out.
 */
@NullMarked
package dev.bellwether.promql.rules;

import org.jspecify.annotations.NullMarked;
