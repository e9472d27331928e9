package dev.bellwether.promql.text;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stands between parentheses, as far as it was read: alternatives, each a sequence of parts. */
final class Re2Group {

    private final boolean captures;
    private @Nullable Re2Measure alternatives;

    /** All parts of this alternative but the last one. */
    private @Nullable Re2Measure earlier;

    /** What a repetition would apply to. */
    private @Nullable Re2Measure last;

    Re2Group(boolean captures) {
        this.captures = captures;
    }

    void add(Re2Measure part) {
        if (last != null) {
            earlier = earlier == null ? last : earlier.and(last);
        }
        last = part;
    }

    void replaceLast(UnaryOperator<Re2Measure> change) {
        last = last == null ? null : change.apply(last);
    }

    void nextAlternative() {
        alternatives = alternatives == null ? sequence() : alternatives.or(sequence());
        earlier = null;
        last = null;
    }

    Re2Measure measure() {
        Re2Measure all =
                alternatives == null ? sequence() : alternatives.or(sequence()).under();
        return captures ? all.captured() : all;
    }

    private Re2Measure sequence() {
        if (last == null) {
            return Re2Measure.EMPTY;
        }
        return earlier == null ? last : earlier.and(last).under();
    }
}
