/** Which rules are in force at which log time, and what series they need. Framework-free. */
@NullMarked
package dev.bellwether.alerting.rulebook;

import org.jspecify.annotations.NullMarked;
