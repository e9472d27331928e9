/** PromQL, the query language of Prometheus: a library without Kafka. */
@NullMarked
package dev.bellwether.promql;

import org.jspecify.annotations.NullMarked;
