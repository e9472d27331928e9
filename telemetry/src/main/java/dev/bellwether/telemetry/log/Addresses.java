package dev.bellwether.telemetry.log;

import static dev.bellwether.telemetry.log.Characters.isAlphanumeric;
import static dev.bellwether.telemetry.log.Characters.isDigit;
import static dev.bellwether.telemetry.log.Characters.isHexDigit;

/** Finds IPv4, IPv6 and MAC addresses in texts. */
final class Addresses {

    private static final int MAC_GROUPS = 6;
    private static final int IPV6_GROUPS = 8;
    private static final int IPV6_GROUP_DIGITS = 4;
    private static final int IPV4_GROUPS = 4;
    /** Eight groups, seven colons, and one after it that does not belong to it: what is longer need not be looked at. */
    private static final int MAX_LENGTH = IPV6_GROUPS * IPV6_GROUP_DIGITS + IPV6_GROUPS;

    private Addresses() {}

    /** The end of an address that begins at this place, and not within a number or a name; the place itself where there is none. */
    static int end(String text, int from) {
        char first = text.charAt(from);
        boolean within = from > 0 && isAlphanumeric(text.charAt(from - 1));
        if (within || (!isHexDigit(first) && first != ':')) {
            return from;
        }
        int end = withColonsEnd(text, from);
        return end > from || !isDigit(first) ? end : ipv4End(text, from);
    }

    /** Four numbers of at most 255, and a port. */
    private static int ipv4End(String text, int from) {
        int at = from;
        for (int group = 1; group <= IPV4_GROUPS; group++) {
            int value = 0;
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at)) && at - start < 3) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            if (at == start || value > 255) {
                return from;
            }
            if (group < IPV4_GROUPS && (at == text.length() || text.charAt(at++) != '.')) {
                return from;
            }
        }
        if (at < text.length() && isAlphanumeric(text.charAt(at)) || isFollowedByNumber(text, at, '.')) {
            return from;
        }
        if (isFollowedByNumber(text, at, ':')) {
            at++;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static boolean isFollowedByNumber(String text, int at, char separator) {
        return at + 1 < text.length() && text.charAt(at) == separator && isDigit(text.charAt(at + 1));
    }

    /** Hexadecimal digits in groups between colons: an IPv6 or a MAC address, and not a time of day. */
    private static int withColonsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (isHexDigit(text.charAt(end)) || text.charAt(end) == ':')) {
            if (++end - from > MAX_LENGTH) {
                return from;
            }
        }
        if (end < text.length() && isAlphanumeric(text.charAt(end))) {
            return from;
        }
        if (end - from > 1 && text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':') {
            end--; // "fe80::1: no route"
        }
        return isAddress(text.substring(from, end)) ? end : from;
    }

    private static boolean isAddress(String text) {
        int gap = text.indexOf("::");
        if (gap < 0 && text.indexOf(':') < 0) {
            return false;
        }
        int groups = 0;
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        boolean digits = false;
        for (String group : text.split(":", -1)) {
            if (!group.isEmpty()) {
                groups++;
                longest = Math.max(longest, group.length());
                shortest = Math.min(shortest, group.length());
                digits |= group.chars().anyMatch(character -> isDigit((char) character));
            }
        }
        if (gap >= 0) {
            // names of Rust and C++ have such gaps too, but no group that is a number
            boolean oneGap = text.indexOf("::", gap + 1) < 0;
            return oneGap && digits && groups < IPV6_GROUPS && longest <= IPV6_GROUP_DIGITS;
        }
        return digits
                && (groups == IPV6_GROUPS && longest <= IPV6_GROUP_DIGITS
                        || groups == MAC_GROUPS && longest == 2 && shortest == 2);
    }
}
