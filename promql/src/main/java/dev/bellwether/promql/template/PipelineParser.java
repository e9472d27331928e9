package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Node.Operand;
import dev.bellwether.promql.template.Node.Pipeline;
import dev.bellwether.promql.template.Token.Kind;
import dev.bellwether.promql.text.GoStrings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands in an action: commands, and what they consist of. Knows which variables there are. */
final class PipelineParser {

    private final TokenReader tokens;
    private final Set<String> functions;
    private final List<String> variables = new ArrayList<>(List.of("$"));
    private int depth;

    PipelineParser(TokenReader tokens, Set<String> functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    /** How many variables there are. */
    int variables() {
        return variables.size();
    }

    /** Those declared later go out of scope. */
    void forgetVariablesAfter(int count) {
        variables.subList(count, variables.size()).clear();
    }

    /** Begins a template of its own, which knows {@code $} only; the variables there were. */
    List<String> beginTemplate() {
        List<String> outer = List.copyOf(variables);
        forgetVariablesAfter(1);
        return outer;
    }

    /** Ends a template of its own. */
    void endTemplate(List<String> outer) {
        variables.clear();
        variables.addAll(outer);
    }

    /**
     * Up to a delimiter, which is read too.
     *
     * @param context how messages call the place
     */
    Pipeline pipeline(String context, Kind end) throws TemplateException {
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
        return switch (token.kind()) {
            case IDENTIFIER -> new Node.Function(position, known(token, functions, "function %s not defined"));
            case DOT -> new Node.Dot(position);
            case NIL -> new Node.Nil(position);
            case VARIABLE -> new Node.Variable(position, known(token, variables, "undefined variable %s"), List.of());
            case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
            case BOOLEAN -> new Node.BooleanConstant(position, token.text().equals("true"));
            case NUMBER, CHARACTER_CONSTANT -> new Node.NumberConstant(position, token.text(), number(token));
            case STRING, RAW_STRING -> new Node.StringConstant(position, token.text(), unquoted(token));
            case LEFT_PARENTHESIS -> parenthesized();
            default -> {
                tokens.backUp();
                yield null;
            }
        };
    }

    private String known(Token name, Collection<String> names, String complaint) throws TemplateException {
        if (!names.contains(name.text())) {
            throw tokens.failure(String.format(complaint, GoStrings.quote(name.text())));
        }
        return name.text();
    }

    private Pipeline parenthesized() throws TemplateException {
        if (++depth > Parser.MAX_DEPTH) {
            throw tokens.failure("max expression depth exceeded");
        }
        Pipeline pipeline = pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
        depth--;
        return pipeline;
    }

    private Object number(Token token) throws TemplateException {
        try {
            return NumberLiterals.parse(token.text());
        } catch (IllegalArgumentException malformed) {
            throw tokens.failure(String.valueOf(malformed.getMessage()));
        }
    }

    /** What the literal of a text says. */
    String unquoted(Token token) throws TemplateException {
        try {
            return GoStrings.unquote(token.text());
        } catch (IllegalArgumentException malformed) {
            throw tokens.failure(String.valueOf(malformed.getMessage()));
        }
    }
}
