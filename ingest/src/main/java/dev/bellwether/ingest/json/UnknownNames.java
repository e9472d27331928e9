package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bellwether.ingest.memory.Memory;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes over fields that are not known here, and asks for memory for their names: the parser keeps each name of a text until its end.
 * One for each text.
 */
final class UnknownNames {

    /** So many names are told from new ones; a sender that means well does not have more. */
    private static final int REMEMBERED = 256;

    /** The string, its place here, and its place in the parser's table, which is up to three quarters empty and is copied as it grows. */
    private static final int NAME_BYTES = 256;

    /** Up to two in the string, and one in the parser's table. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final JsonParser json;
    private final Memory memory;
    private final Set<String> remembered = new HashSet<>();

    UnknownNames(JsonParser json, Memory memory) {
        this.json = json;
        this.memory = memory;
    }

    /** From the field's name to the end of its value. */
    void skipField() throws IOException {
        int open = 0;
        do {
            if (json.currentToken() == JsonToken.FIELD_NAME) {
                takeMemoryFor(json.currentName());
            }
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            }
        } while (open > 0);
    }

    private void takeMemoryFor(String name) throws IOException {
        if (remembered.contains(name)) {
            return;
        }
        memory.take(NAME_BYTES + (long) BYTES_PER_CHARACTER * name.length());
        if (remembered.size() < REMEMBERED) {
            remembered.add(name);
        }
    }
}
