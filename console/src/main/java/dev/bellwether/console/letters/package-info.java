/** The console's side of the log: reading facts into views, tailing a topic for one request, writing announcements. */
@NullMarked
package dev.bellwether.console.letters;

import org.jspecify.annotations.NullMarked;
