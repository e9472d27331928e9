package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Node.Pipeline;
import dev.bellwether.promql.template.Node.Statement;
import dev.bellwether.promql.template.Token.Kind;
import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a template. What is wrong with it is told in the words of Go's parser, and with line and column. */
final class Parser {

    /** Deeper nesting than anybody writes, and shallower than the stack. */
    static final int MAX_DEPTH = 200;

    private final TokenReader tokens;
    private final PipelineParser pipelines;
    private final Map<String, List<Statement>> trees = new HashMap<>();
    private int ranges;
    private int depth;

    private Parser(SourceText source, Set<String> functions) {
        this.tokens = new TokenReader(source);
        this.pipelines = new PipelineParser(tokens, functions);
    }

    static Node.Forest parse(SourceText source, Set<String> functions) throws TemplateException {
        Parser parser = new Parser(source, functions);
        List<Statement> main = parser.top();
        parser.trees.put("", main);
        return new Node.Forest(parser.trees);
    }

    private List<Statement> top() throws TemplateException {
        List<Statement> statements = new ArrayList<>();
        while (tokens.peek().kind() != Kind.EOF) {
            if (tokens.peek().kind() == Kind.LEFT_DELIMITER
                    && tokens.peekSecond().kind() == Kind.DEFINE) {
                tokens.next();
                tokens.nextNonSpace();
                definition();
                continue;
            }
            Statement statement = statement();
            if (statement == null) {
                finishClose();
                throw tokens.failure("unexpected " + endOrElse());
            }
            statements.add(statement);
        }
        return statements;
    }

    private void definition() throws TemplateException {
        Token token = tokens.nextNonSpace();
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(token, "define clause");
        }
        String name = pipelines.unquoted(token);
        tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
        define(name, "define clause");
    }

    private void define(String name, String context) throws TemplateException {
        List<String> outer = pipelines.beginTemplate();
        int outerRanges = ranges;
        ranges = 0;
        List<Statement> body = statements();
        if (lastClose != Kind.END) {
            throw tokens.failure("unexpected {{else}} in " + context);
        }
        finishClose();
        pipelines.endTemplate(outer);
        ranges = outerRanges;
        if (!isBlank(body) && !isBlank(trees.getOrDefault(name, List.of()))) {
            throw tokens.failure("template: multiple definition of template " + GoStrings.quote(name));
        }
        if (!isBlank(body) || !trees.containsKey(name)) {
            trees.put(name, body);
        }
    }

    private static boolean isBlank(List<Statement> body) {
        return body.stream()
                .allMatch(statement ->
                        statement instanceof Node.Text text && text.text().isBlank());
    }

    /** Which keyword ended the last list of statements; its delimiter is not read yet. */
    private Kind lastClose = Kind.EOF;

    private String endOrElse() {
        return lastClose == Kind.ELSE ? "{{else}}" : "{{end}}";
    }

    private void finishClose() throws TemplateException {
        tokens.expect(Kind.RIGHT_DELIMITER, lastClose == Kind.ELSE ? "else" : "end");
    }

    /** Up to {@code end} or {@code else}. */
    private List<Statement> statements() throws TemplateException {
        if (++depth > MAX_DEPTH) {
            throw tokens.failure("nested more than " + MAX_DEPTH + " levels deep");
        }
        List<Statement> list = new ArrayList<>();
        while (tokens.peekNonSpace().kind() != Kind.EOF) {
            Statement statement = statement();
            if (statement == null) {
                depth--;
                return list;
            }
            list.add(statement);
        }
        tokens.next();
        throw tokens.failure("unexpected EOF");
    }

    /** The next statement; null at {@code end} and {@code else}, whose delimiter is left to be read. */
    private @Nullable Statement statement() throws TemplateException {
        Token token = tokens.nextNonSpace();
        if (token.kind() == Kind.TEXT) {
            return new Node.Text(token.position(), token.text());
        } else if (token.kind() != Kind.LEFT_DELIMITER) {
            throw tokens.unexpected(token, "input");
        }
        tokens.beginAction(token.line());
        try {
            return action();
        } finally {
            tokens.endAction();
        }
    }

    private @Nullable Statement action() throws TemplateException {
        Token token = tokens.nextNonSpace();
        switch (token.kind()) {
            case ELSE, END -> {
                lastClose = token.kind();
                return null;
            }
            case IF, WITH, RANGE -> {
                return control(token);
            }
            case BREAK, CONTINUE -> {
                return jump(token);
            }
            case BLOCK -> {
                return block();
            }
            case TEMPLATE -> {
                return call();
            }
            default -> {
                tokens.backUp();
                return new Node.Action(token.position(), pipelines.pipeline("command", Kind.RIGHT_DELIMITER));
            }
        }
    }

    private Statement jump(Token word) throws TemplateException {
        Token token = tokens.nextNonSpace();
        if (token.kind() != Kind.RIGHT_DELIMITER) {
            throw tokens.unexpected(token, "{{" + word.text() + "}}");
        } else if (ranges == 0) {
            throw tokens.failure("{{" + word.text() + "}} outside {{range}}");
        }
        return word.kind() == Kind.BREAK ? new Node.Break(word.position()) : new Node.Continue(word.position());
    }

    private Statement control(Token word) throws TemplateException {
        int known = pipelines.variables();
        Pipeline pipeline = pipelines.pipeline(word.text(), Kind.RIGHT_DELIMITER);
        boolean range = word.kind() == Kind.RANGE;
        ranges += range ? 1 : 0;
        List<Statement> body = statements();
        ranges -= range ? 1 : 0;
        List<Statement> otherwise = List.of();
        if (lastClose == Kind.END) {
            finishClose();
        } else {
            otherwise = otherwise(word);
        }
        pipelines.forgetVariablesAfter(known);
        int position = pipeline.position();
        return switch (word.kind()) {
            case IF -> new Node.If(position, pipeline, body, otherwise);
            case WITH -> new Node.With(position, pipeline, body, otherwise);
            default -> new Node.Range(position, pipeline, body, otherwise);
        };
    }

    private List<Statement> otherwise(Token word) throws TemplateException {
        Token next = tokens.peekNonSpace();
        if ((next.kind() == Kind.IF || next.kind() == Kind.WITH) && next.kind() == word.kind()) {
            if (++depth > MAX_DEPTH) {
                throw tokens.failure("nested more than " + MAX_DEPTH + " levels deep");
            }
            Statement chained = control(tokens.nextNonSpace());
            depth--;
            return List.of(chained);
        }
        finishClose();
        List<Statement> statements = statements();
        if (lastClose != Kind.END) {
            throw tokens.failure("expected end; found {{else}}");
        }
        finishClose();
        return statements;
    }

    private Statement block() throws TemplateException {
        Token token = tokens.nextNonSpace();
        String name = templateName(token, "block clause");
        Pipeline pipeline = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
        define(name, "block clause");
        return new Node.Call(token.position(), name, pipeline);
    }

    private Statement call() throws TemplateException {
        Token token = tokens.nextNonSpace();
        String name = templateName(token, "template clause");
        Pipeline pipeline = null;
        if (tokens.nextNonSpace().kind() != Kind.RIGHT_DELIMITER) {
            tokens.backUp();
            pipeline = pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
        }
        return new Node.Call(token.position(), name, pipeline);
    }

    private String templateName(Token token, String context) throws TemplateException {
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(token, context);
        }
        return pipelines.unquoted(token);
    }
}
