/**
 * Tests of rules, in the files of {@code promtool test rules}: {@link dev.bellwether.promql.unittest.TestFileReader} reads them,
 * {@link dev.bellwether.promql.unittest.TestRunner} runs them.
 */
@NullMarked
package dev.bellwether.promql.unittest;

import org.jspecify.annotations.NullMarked;
