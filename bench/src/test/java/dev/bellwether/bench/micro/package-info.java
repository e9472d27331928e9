/** JMH benchmarks of single classes. */
@NullMarked
package dev.bellwether.bench.micro;

import org.jspecify.annotations.NullMarked;
