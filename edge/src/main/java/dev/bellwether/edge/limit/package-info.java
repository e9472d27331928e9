/** What a connection may cost: how many there are, how long they may say nothing, and how often HTTP/2 may ask for what costs the client nothing. */
@NullMarked
package dev.bellwether.edge.limit;

import org.jspecify.annotations.NullMarked;
