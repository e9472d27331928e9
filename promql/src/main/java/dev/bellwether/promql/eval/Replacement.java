package dev.bellwether.promql.eval;

import com.google.re2j.Matcher;

/** Replacement texts as Go reads them: {@code $1}, {@code $name}, <code>${name}</code>, {@code $$}. What no group has is empty. */
final class Replacement {

    private Replacement() {}

    static String expand(String template, Matcher matcher) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0) {
                return result.append(template, at, template.length()).toString();
            }
            result.append(template, at, dollar);
            int start = dollar + 1;
            if (start < template.length() && template.charAt(start) == '$') {
                result.append('$');
                at = start + 1;
                continue;
            }
            boolean braces = start < template.length() && template.charAt(start) == '{';
            int nameStart = braces ? start + 1 : start;
            int end = nameStart;
            while (end < template.length() && isNamePart(template.charAt(end))) {
                end++;
            }
            boolean malformed = end == nameStart || braces && (end == template.length() || template.charAt(end) != '}');
            if (malformed) {
                result.append('$');
                at = start;
            } else {
                result.append(group(template.substring(nameStart, end), matcher));
                at = braces ? end + 1 : end;
            }
        }
        return result.toString();
    }

    private static String group(String name, Matcher matcher) {
        try {
            boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
            String value = number
                    ? Integer.parseInt(name) <= matcher.groupCount() ? matcher.group(Integer.parseInt(name)) : null
                    : matcher.group(name);
            return value == null ? "" : value;
        } catch (IllegalArgumentException e) {
            return ""; // no group of that name, or a number that is none
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
