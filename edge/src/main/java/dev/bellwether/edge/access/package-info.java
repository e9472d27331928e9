/** Who may do what: permissions of routes, bearer tokens, and the gate in front of every service. */
@NullMarked
package dev.bellwether.edge.access;

import org.jspecify.annotations.NullMarked;
