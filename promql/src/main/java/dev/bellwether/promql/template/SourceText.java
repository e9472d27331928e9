package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoStrings;

/**
 * The text of a template with its name, and the places in it.
 *
 * @param name as messages call it
 * @param prefix what stands before the user's own text on its first line, and is not counted in columns told to the user
 */
record SourceText(String name, String text, int prefix) {

    /** A problem at a position, told in Go's words: name and line, then what is wrong. */
    TemplateException failure(int position, int line, String problem) {
        return new TemplateException(
                "template: " + name + ":" + line + ": " + problem, line, column(position), problem);
    }

    /** A problem while a node was executed: Go's words with line, column and the node. */
    TemplateException failure(Node node, String problem) {
        int position = node.position();
        String message = "template: " + name + ":" + line(position) + ":" + (column(position) - 1 + hidden(position))
                + ": executing " + GoStrings.quote(name) + " at <" + node + ">: " + problem;
        return new TemplateException(message, line(position), column(position), problem);
    }

    int line(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private int column(int position) {
        return position - lineStart(position) + 1 - hidden(position);
    }

    private int hidden(int position) {
        return lineStart(position) == 0 ? Math.min(prefix, position) : 0;
    }

    private int lineStart(int position) {
        return text.lastIndexOf('\n', position - 1) + 1;
    }
}
