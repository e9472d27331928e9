package dev.bellwether.alerting.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Stable 64-bit hash of a label set: the identity of an alert. Printed as 16 lower-case hexadecimal digits.
 *
 * <p>FNV-1a (offset basis {@code 0xcbf29ce484222325}, prime {@code 0x100000001b3}) over the labels in the byte order of their
 * names, each as name, byte {@code 0xff}, value, byte {@code 0xff}, in UTF-8. {@code 0xff} never occurs in UTF-8, so names and
 * values cannot run into each other. This is what Prometheus' {@code LabelSet.Fingerprint} computes, so Alertmanager shows the
 * same digits for the same labels.
 *
 * @see <a href="http://www.isthe.com/chongo/tech/comp/fnv/">The FNV hash</a>
 * @see <a href="https://github.com/prometheus/common/blob/main/model/signature.go">Prometheus' signatures</a>
 */
public record Fingerprint(long value) implements Comparable<Fingerprint> {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xff;
    private static final int DIGITS = 16;

    public static Fingerprint of(Labels labels) {
        requireNonNull(labels, "labels");
        long hash = OFFSET_BASIS;
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            hash = add(hash, label.getKey());
            hash = add(hash, label.getValue());
        }
        return new Fingerprint(hash);
    }

    /** @throws IllegalArgumentException unless the text is 16 lower-case hexadecimal digits */
    public static Fingerprint parse(String text) {
        requireNonNull(text, "text");
        if (text.length() == DIGITS && text.chars().allMatch(Fingerprint::isDigit)) {
            return new Fingerprint(Long.parseUnsignedLong(text, 16));
        }
        throw new IllegalArgumentException("fingerprint: " + text + " (expected: 16 lower-case hexadecimal digits)");
    }

    /** By unsigned value, which is also the order of the digits. */
    @Override
    public int compareTo(Fingerprint other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        String digits = Long.toHexString(value);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static long add(long hash, String text) {
        for (byte b : text.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return (hash ^ SEPARATOR) * PRIME;
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
