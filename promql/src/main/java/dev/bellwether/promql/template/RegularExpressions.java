package dev.bellwether.promql.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoStrings;
import dev.bellwether.promql.text.Re2;

/** {@code match} and {@code reReplaceAll}, in RE2's syntax, not anchored. */
final class RegularExpressions {

    private static final java.util.regex.Pattern REFERENCE =
            java.util.regex.Pattern.compile("\\$(?:(\\$)|\\{(\\w+)}|(\\w+))");

    private RegularExpressions() {}

    static boolean matches(String pattern, String text) throws FunctionFailure {
        return compiled(pattern).matcher(text).find();
    }

    static String replaceAll(String pattern, String replacement, String text) throws FunctionFailure {
        Matcher found = compiledOrPanic(pattern).matcher(text);
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        while (found.find()) {
            replaced.append(text, copied, found.start());
            expand(replacement, found, replaced);
            copied = found.end();
        }
        return replaced.append(text, copied, text.length()).toString();
    }

    /** Go's templates: {@code $1}, {@code ${1}}, {@code $name}; a name is as long as it can be, and a group that is not there is empty. */
    private static void expand(String replacement, Matcher found, StringBuilder out) {
        java.util.regex.Matcher references = REFERENCE.matcher(replacement);
        int copied = 0;
        while (references.find()) {
            out.append(replacement, copied, references.start());
            String name = references.group(2) == null ? references.group(3) : references.group(2);
            out.append(name == null ? "$" : group(found, name));
            copied = references.end();
        }
        out.append(replacement, copied, replacement.length());
    }

    private static String group(Matcher found, String name) {
        String group = null;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            group = name.length() < 6 && Integer.parseInt(name) <= found.groupCount()
                    ? found.group(Integer.parseInt(name))
                    : null;
        } else if (found.pattern().namedGroups().containsKey(name)) {
            group = found.group(name);
        }
        return group == null ? "" : group;
    }

    /** Prometheus compiles this one in a way that panics, and the panic has words of its own. */
    private static Pattern compiledOrPanic(String pattern) throws FunctionFailure {
        try {
            return compiled(pattern);
        } catch (FunctionFailure failure) {
            String quoted = pattern.contains("`") ? GoStrings.quote(pattern) : "`" + pattern + "`";
            throw new FunctionFailure("regexp: Compile(" + quoted + "): " + failure.getMessage());
        }
    }

    private static Pattern compiled(String pattern) throws FunctionFailure {
        try {
            return Re2.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            throw new FunctionFailure(String.valueOf(malformed.getMessage()));
        }
    }
}
