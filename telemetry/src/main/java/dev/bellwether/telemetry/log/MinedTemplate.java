package dev.bellwether.telemetry.log;

import java.util.List;

/**
 * What messages have in common, and what was counted of them.
 *
 * @param words the words that all of them have, and {@value TemplateMiner#WILDCARD} where they differ
 * @param tally what the caller keeps of them
 */
public record MinedTemplate<T>(List<String> words, T tally) {

    public MinedTemplate {
        words = List.copyOf(words);
    }

    /** The words with spaces between them. Templates are the same where their texts are. */
    public String text() {
        return String.join(" ", words);
    }

    /** Whether a message of these words has the template: as many words, and each equal or under a wildcard. */
    public boolean matches(List<String> message) {
        if (message.size() != words.size()) {
            return false;
        }
        for (int index = 0; index < message.size(); index++) {
            String word = words.get(index);
            if (!word.equals(TemplateMiner.WILDCARD) && !word.equals(message.get(index))) {
                return false;
            }
        }
        return true;
    }
}
