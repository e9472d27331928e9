/**
 * Evaluates groups of rules at every slot of log time, in order, over what had arrived by then. Framework-free: what has to survive a
 * restart goes through {@link dev.bellwether.alerting.evaluate.GroupStore}.
 */
@NullMarked
package dev.bellwether.alerting.evaluate;

import org.jspecify.annotations.NullMarked;
