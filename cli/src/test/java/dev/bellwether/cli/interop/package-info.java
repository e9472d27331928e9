/** What others wrote, against a running Bellwether: Kafka clients, schema registry clients and OpenTelemetry SDKs of other languages. */
@NullMarked
package dev.bellwether.cli.interop;

import org.jspecify.annotations.NullMarked;
