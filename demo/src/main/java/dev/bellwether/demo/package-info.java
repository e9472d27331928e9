/**
 * The demo shop: services that call each other over HTTP and tell OpenTelemetry about it, traffic for them, canaries, and
 * a ledger of what was sent.
 */
@NullMarked
package dev.bellwether.demo;

import org.jspecify.annotations.NullMarked;
