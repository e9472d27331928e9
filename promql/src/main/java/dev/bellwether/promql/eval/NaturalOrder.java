package dev.bellwether.promql.eval;

import java.math.BigInteger;

/** The order in which people put names with numbers in them: {@code cpu2} before {@code cpu10}. */
final class NaturalOrder {

    private NaturalOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endOfA = endOfChunk(a, i);
            int endOfB = endOfChunk(b, j);
            String chunkOfA = a.substring(i, endOfA);
            String chunkOfB = b.substring(j, endOfB);
            int order = isDigit(chunkOfA.charAt(0)) && isDigit(chunkOfB.charAt(0))
                    ? new BigInteger(chunkOfA).compareTo(new BigInteger(chunkOfB))
                    : chunkOfA.compareTo(chunkOfB);
            if (order != 0) {
                return order;
            }
            i = endOfA;
            j = endOfB;
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int endOfChunk(String text, int start) {
        boolean digits = isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
