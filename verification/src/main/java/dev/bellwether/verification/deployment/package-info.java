/**
 * Deployments: when one begins, what it is compared with, how it ends. State and closed windows go in, facts come out;
 * all times are log time, in milliseconds since the epoch, unless they are called event time.
 */
@NullMarked
package dev.bellwether.verification.deployment;

import org.jspecify.annotations.NullMarked;
