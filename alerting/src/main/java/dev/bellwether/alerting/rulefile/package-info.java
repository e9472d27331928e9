/** Rule files from those who write them to the topic, and nothing that is wrong. */
@NullMarked
package dev.bellwether.alerting.rulefile;

import org.jspecify.annotations.NullMarked;
