/** A small shop of services instrumented with the OpenTelemetry SDK. */
@NullMarked
package dev.bellwether.demo;

import org.jspecify.annotations.NullMarked;
