package dev.bellwether.processors.fold;

import dev.bellwether.telemetry.otlp.ByteSlice;

/**
 * How many spans one sampled span stands for.
 *
 * <p>Source: OpenTelemetry, "TraceState: Probability Sampling": {@code ot=th:T}, where T has up to 14 hexadecimal digits,
 * trailing zeros left out. A span is kept where its 56 bits of randomness are at least T, so with the probability
 * (2^56 - T) / 2^56, and its adjusted count is the inverse of that.
 */
final class Sampling {

    private static final int DIGITS = 14;
    private static final double RANGE = 0x1p56;

    private Sampling() {}

    /** The adjusted count, at least 1; 1 where the trace state says nothing of sampling, or nothing that can be read. */
    static double adjustedCount(ByteSlice traceState) {
        int at = openTelemetryMember(traceState);
        while (at >= 0 && at < traceState.length() && traceState.at(at) != ',') {
            if (matches(traceState, at, "th:")) {
                return adjustedCount(traceState, at + 3);
            }
            at = after(traceState, at, ';');
        }
        return 1;
    }

    private static double adjustedCount(ByteSlice traceState, int from) {
        long threshold = 0;
        int digits = 0;
        for (int at = from; at < traceState.length() && digits <= DIGITS; at++, digits++) {
            int digit = Character.digit(traceState.at(at), 16);
            if (digit < 0) {
                break;
            }
            threshold = threshold << 4 | digit;
        }
        if (digits == 0 || digits > DIGITS) {
            return 1;
        }
        threshold <<= 4 * (DIGITS - digits);
        return RANGE / (RANGE - threshold);
    }

    /** Where the value of the member {@code ot=} begins; -1 where there is none. */
    private static int openTelemetryMember(ByteSlice traceState) {
        int at = 0;
        while (at < traceState.length()) {
            while (at < traceState.length() && (traceState.at(at) == ' ' || traceState.at(at) == '\t')) {
                at++;
            }
            if (matches(traceState, at, "ot=")) {
                return at + 3;
            }
            at = after(traceState, at, ',');
        }
        return -1;
    }

    private static int after(ByteSlice text, int from, char separator) {
        int at = from;
        while (at < text.length() && text.at(at) != separator && text.at(at) != ',') {
            at++;
        }
        return at < text.length() && text.at(at) == separator ? at + 1 : at;
    }

    private static boolean matches(ByteSlice text, int from, String expected) {
        if (from + expected.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (text.at(from + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
