package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Node.Operand;
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

    private final Set<String> functions;
    private final TokenReader tokens;
    private final Map<String, List<Statement>> trees = new HashMap<>();
    private final List<String> variables = new ArrayList<>(List.of("$"));
    private int ranges;
    private int depth;

    private Parser(SourceText source, Set<String> functions) {
        this.functions = functions;
        this.tokens = new TokenReader(source);
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
        String name = unquoted(token);
        tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
        define(name, "define clause");
    }

    private void define(String name, String context) throws TemplateException {
        List<String> outer = List.copyOf(variables);
        int outerRanges = ranges;
        variables.clear();
        variables.add("$");
        ranges = 0;
        List<Statement> body = statements();
        if (lastClose != Kind.END) {
            throw tokens.failure("unexpected {{else}} in " + context);
        }
        finishClose();
        variables.clear();
        variables.addAll(outer);
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
                return new Node.Action(token.position(), pipeline("command", Kind.RIGHT_DELIMITER));
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
        int known = variables.size();
        Pipeline pipeline = pipeline(word.text(), Kind.RIGHT_DELIMITER);
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
        variables.subList(known, variables.size()).clear();
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
        Pipeline pipeline = pipeline("block clause", Kind.RIGHT_DELIMITER);
        define(name, "block clause");
        return new Node.Call(token.position(), name, pipeline);
    }

    private Statement call() throws TemplateException {
        Token token = tokens.nextNonSpace();
        String name = templateName(token, "template clause");
        Pipeline pipeline = null;
        if (tokens.nextNonSpace().kind() != Kind.RIGHT_DELIMITER) {
            tokens.backUp();
            pipeline = pipeline("template clause", Kind.RIGHT_DELIMITER);
        }
        return new Node.Call(token.position(), name, pipeline);
    }

    private String templateName(Token token, String context) throws TemplateException {
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW_STRING) {
            throw tokens.unexpected(token, context);
        }
        return unquoted(token);
    }

    private Pipeline pipeline(String context, Kind end) throws TemplateException {
        int position = tokens.peekNonSpace().position();
        List<String> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            Token token = tokens.nextNonSpace();
            if (token.kind() == end) {
                break;
            } else if (!token.kind().startsOperand()) {
                throw tokens.unexpected(token, context);
            }
            tokens.backUp();
            commands.add(command());
        }
        check(commands, context);
        return new Pipeline(position, List.copyOf(declared), assigns, List.copyOf(commands));
    }

    /** The variables before {@code :=} or {@code =}; whether they are assigned only. */
    private boolean declarations(String context, List<String> declared) throws TemplateException {
        while (tokens.peekNonSpace().kind() == Kind.VARIABLE) {
            int mark = tokens.mark();
            Token variable = tokens.nextNonSpace();
            Token after = tokens.peekNonSpace();
            if (after.kind() == Kind.ASSIGN || after.kind() == Kind.DECLARE) {
                tokens.nextNonSpace();
                declared.add(variable.text());
                variables.add(variable.text());
                return after.kind() == Kind.ASSIGN;
            } else if (after.kind() != Kind.CHARACTER || !after.text().equals(",")) {
                tokens.backUpTo(mark);
                return false;
            }
            tokens.nextNonSpace();
            declared.add(variable.text());
            variables.add(variable.text());
            if (!context.equals("range") || declared.size() > 1) {
                throw tokens.failure("too many declarations in " + context);
            } else if (tokens.peekNonSpace().kind() != Kind.VARIABLE) {
                throw tokens.failure("range can only initialize variables");
            }
        }
        return false;
    }

    private void check(List<Node.Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw tokens.failure("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Operand first = commands.get(i).operands().get(0);
            if (first instanceof Node.BooleanConstant
                    || first instanceof Node.Dot
                    || first instanceof Node.Nil
                    || first instanceof Node.NumberConstant
                    || first instanceof Node.StringConstant) {
                throw tokens.failure("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() throws TemplateException {
        int position = tokens.peekNonSpace().position();
        List<Operand> operands = new ArrayList<>();
        while (true) {
            Operand operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = tokens.next();
            if (token.kind() == Kind.PIPE) {
                break;
            } else if (token.kind() == Kind.RIGHT_DELIMITER || token.kind() == Kind.RIGHT_PARENTHESIS) {
                tokens.backUp();
                break;
            } else if (token.kind() != Kind.SPACE) {
                throw tokens.unexpected(token, "operand");
            }
        }
        if (operands.isEmpty()) {
            throw tokens.failure("empty command");
        }
        return new Node.Command(position, List.copyOf(operands));
    }

    private @Nullable Operand operand() throws TemplateException {
        Operand term = term();
        if (term == null || tokens.peek().kind() != Kind.FIELD) {
            return term;
        }
        int position = tokens.peek().position();
        List<String> fields = new ArrayList<>();
        while (tokens.peek().kind() == Kind.FIELD) {
            fields.add(tokens.next().text().substring(1));
        }
        if (term instanceof Node.Field field) {
            fields.addAll(0, field.fields());
            return new Node.Field(position, List.copyOf(fields));
        } else if (term instanceof Node.Variable variable) {
            return new Node.Variable(position, variable.name(), List.copyOf(fields));
        } else if (term instanceof Pipeline || term instanceof Node.Function) {
            return new Node.Chain(position, term, List.copyOf(fields));
        }
        throw tokens.failure("unexpected . after term " + GoStrings.quote(term.toString()));
    }

    private @Nullable Operand term() throws TemplateException {
        Token token = tokens.nextNonSpace();
        int position = token.position();
        switch (token.kind()) {
            case IDENTIFIER -> {
                if (!functions.contains(token.text())) {
                    throw tokens.failure("function " + GoStrings.quote(token.text()) + " not defined");
                }
                return new Node.Function(position, token.text());
            }
            case DOT -> {
                return new Node.Dot(position);
            }
            case NIL -> {
                return new Node.Nil(position);
            }
            case VARIABLE -> {
                if (!variables.contains(token.text())) {
                    throw tokens.failure("undefined variable " + GoStrings.quote(token.text()));
                }
                return new Node.Variable(position, token.text(), List.of());
            }
            case FIELD -> {
                return new Node.Field(position, List.of(token.text().substring(1)));
            }
            case BOOLEAN -> {
                return new Node.BooleanConstant(position, token.text().equals("true"));
            }
            case NUMBER, CHARACTER_CONSTANT -> {
                return new Node.NumberConstant(position, token.text(), number(token));
            }
            case STRING, RAW_STRING -> {
                return new Node.StringConstant(position, token.text(), unquoted(token));
            }
            case LEFT_PARENTHESIS -> {
                if (++depth > MAX_DEPTH) {
                    throw tokens.failure("max expression depth exceeded");
                }
                Pipeline pipeline = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
                depth--;
                return pipeline;
            }
            default -> {
                tokens.backUp();
                return null;
            }
        }
    }

    private Object number(Token token) throws TemplateException {
        try {
            return NumberLiterals.parse(token.text());
        } catch (IllegalArgumentException malformed) {
            throw tokens.failure(String.valueOf(malformed.getMessage()));
        }
    }

    private String unquoted(Token token) throws TemplateException {
        try {
            return GoStrings.unquote(token.text());
        } catch (IllegalArgumentException malformed) {
            throw tokens.failure(String.valueOf(malformed.getMessage()));
        }
    }
}
