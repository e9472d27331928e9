/**
 * Bellwether as it runs in production: processes in containers, three brokers, a registry of others. What fails here are processes,
 * brokers and whole machines, and what is held against the ledger is the same as where it runs alone.
 */
@NullMarked
package dev.bellwether.cli.containers;

import org.jspecify.annotations.NullMarked;
