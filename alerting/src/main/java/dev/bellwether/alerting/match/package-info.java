/** Lets through what rules need: requests of metrics and what services were asked, to samples by rule group. */
@NullMarked
package dev.bellwether.alerting.match;

import org.jspecify.annotations.NullMarked;
