package dev.bellwether.demo;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param status     HTTP status code
 * @param body       UTF-8
 * @param persistent whether the connection may be used again
 */
record HttpAnswer(int status, String body, boolean persistent) {

    private static final int MAX_BYTES = 1 << 20;
    private static final String HEAD_END = "\r\n\r\n";

    /**
     * Parses an HTTP/1.1 answer with a {@code Content-Length}, the only kind that the shop's servers give.
     *
     * @return null if it is not whole yet
     */
    static @Nullable HttpAnswer parse(byte[] bytes, int length) throws ProtocolException {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf(HEAD_END);
        if (headEnd < 0) {
            return requireSmall(length);
        }
        String[] lines = text.substring(0, headEnd).split("\r\n", -1);
        int bodyBytes = -1;
        boolean persistent = true;
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].toLowerCase(Locale.ROOT);
            if (line.startsWith("content-length:")) {
                bodyBytes = number(line.substring("content-length:".length()).trim());
            } else if (line.startsWith("connection:") && line.contains("close")) {
                persistent = false;
            }
        }
        if (bodyBytes < 0) {
            throw new ProtocolException("the answer has no Content-Length");
        }
        int bodyStart = headEnd + HEAD_END.length();
        if (length < bodyStart + bodyBytes) {
            return requireSmall(length);
        }
        if (length > bodyStart + bodyBytes) {
            throw new ProtocolException("the answer is longer than its Content-Length");
        }
        return new HttpAnswer(
                status(lines[0]), new String(bytes, bodyStart, bodyBytes, StandardCharsets.UTF_8), persistent);
    }

    private static @Nullable HttpAnswer requireSmall(int length) throws ProtocolException {
        if (length > MAX_BYTES) {
            throw new ProtocolException("the answer is longer than " + MAX_BYTES + " bytes");
        }
        return null;
    }

    private static int status(String line) throws ProtocolException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new ProtocolException("not an HTTP/1.1 answer");
        }
        return number(line.substring(9, 12));
    }

    private static int number(String digits) throws ProtocolException {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            ProtocolException malformed = new ProtocolException("not a number in the answer's head");
            malformed.initCause(e);
            throw malformed;
        }
    }
}
