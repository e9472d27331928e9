package dev.bellwether.promql.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Texts as parts of HTML, JavaScript and URLs. */
final class Escapes {

    private Escapes() {}

    static String html(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c -> escaped.append(
                        switch (c) {
                            case '"' -> "&#34;";
                            case '\'' -> "&#39;";
                            case '&' -> "&amp;";
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case 0 -> "\uFFFD";
                            default -> String.valueOf((char) c);
                        }));
        return escaped.toString();
    }

    static String javaScript(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\'' -> escaped.append("\\'");
                case '"' -> escaped.append("\\\"");
                case '<', '>', '&', '=' -> escaped.append(String.format("\\u%04X", c));
                default -> {
                    if (c < ' ' || (c >= 0x80 && !isPrintable(c))) {
                        escaped.append(String.format("\\u%04X", c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isPrintable(int c) {
        return !Character.isISOControl(c) && Character.isDefined(c) && !Character.isSpaceChar(c);
    }

    /** As Go's {@code url.QueryEscape}: all but letters, digits and {@code - _ . ~}, and a plus for a blank. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
