package dev.bellwether.alerting.match;

import java.util.ArrayList;
import java.util.List;

/** The strings that a request of version 2 refers to by their position. */
final class SymbolTable {

    private final List<String> symbols = new ArrayList<>();

    void add(String symbol) {
        symbols.add(symbol);
    }

    String get(int reference) {
        if (Integer.compareUnsigned(reference, symbols.size()) >= 0) {
            throw new IllegalArgumentException(
                    "symbol " + Integer.toUnsignedString(reference) + " where there are " + symbols.size());
        }
        return symbols.get(reference);
    }
}
