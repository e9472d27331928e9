package dev.bellwether.promql.conformance;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error or an annotation has to be.
 *
 * @param text as the script has it, for messages
 */
record ExpectedMessage(String text, Predicate<String> condition) {

    static final ExpectedMessage ANY = new ExpectedMessage("any", message -> true);

    /**
     * As it stands in a script.
     *
     * @param how {@code msg} for the whole text, {@code regex} for a part of it
     */
    static ExpectedMessage of(@Nullable String how, @Nullable String text) {
        if (how == null || text == null) {
            return ANY;
        }
        String expected = text.trim();
        if (how.equals("msg")) {
            return new ExpectedMessage("\"" + expected + "\"", expected::equals);
        }
        Pattern pattern = Pattern.compile(expected);
        return new ExpectedMessage(
                "/" + expected + "/", message -> pattern.matcher(message).find());
    }

    boolean test(String message) {
        return condition.test(message);
    }

    @Override
    public String toString() {
        return text;
    }
}
