/** From text to tree and back: lexer, parser, types, printer. */
@NullMarked
package dev.bellwether.promql.syntax;

import org.jspecify.annotations.NullMarked;
