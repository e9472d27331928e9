package dev.bellwether.promql.syntax;

import dev.bellwether.promql.labels.Label;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selectors, and lists of labels. */
final class SelectorParser {

    private static final String MATCHING = "label matching";
    private static final String GROUPING = "grouping opts";

    private final TokenStream tokens;

    SelectorParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** A name, or braces, or both. */
    VectorSelector selector() throws ParseException {
        Span start = tokens.peek().span();
        String name = "";
        if (tokens.peek().is(TokenType.IDENTIFIER)) {
            name = tokens.next().text();
        } else if (!tokens.peek().is(TokenType.LEFT_BRACE)) {
            throw tokens.unexpected("", "a metric name or \"{\"");
        }
        List<LabelMatcher> matchers = tokens.skip(TokenType.LEFT_BRACE) ? matchers() : List.of();
        return new VectorSelector(
                name, matchers, TimeShift.NONE, VectorSelector.Extension.NONE, start.to(tokens.lastSpan()));
    }

    private List<LabelMatcher> matchers() throws ParseException {
        List<LabelMatcher> matchers = new ArrayList<>();
        while (!tokens.skip(TokenType.RIGHT_BRACE)) {
            matchers.add(matcher());
            if (!tokens.skip(TokenType.COMMA) && !tokens.peek().is(TokenType.RIGHT_BRACE)) {
                throw tokens.unexpected(MATCHING, "\",\" or \"}\"");
            }
        }
        return matchers;
    }

    private LabelMatcher matcher() throws ParseException {
        Token name = tokens.peek();
        if (!name.is(TokenType.IDENTIFIER) && !name.is(TokenType.STRING)) {
            throw tokens.unexpected(MATCHING, "identifier or \"}\"");
        }
        tokens.next();
        LabelMatcher.Type type = matchType();
        if (type == null) {
            if (name.is(TokenType.STRING) && endsMatcher(tokens.peek())) {
                return checked(name, LabelMatcher.equal(Labels.METRIC_NAME, name.text()), name.text());
            }
            throw tokens.unexpected(MATCHING, "label matching operator");
        }
        tokens.next();
        if (!tokens.peek().is(TokenType.STRING)) {
            throw tokens.unexpected(MATCHING, "string");
        }
        Token value = tokens.next();
        try {
            return checked(name, LabelMatcher.of(type, name.text(), value.text()), name.text());
        } catch (IllegalArgumentException e) {
            throw tokens.error(name.span().to(value.span()), String.valueOf(e.getMessage()));
        }
    }

    private LabelMatcher checked(Token name, LabelMatcher matcher, String text) throws ParseException {
        if (!LabelNames.isValid(text)) {
            throw tokens.error(name.span(), "invalid name " + name.describe() + ", expected UTF-8 text");
        }
        return matcher;
    }

    private static boolean endsMatcher(Token token) {
        return token.is(TokenType.COMMA) || token.is(TokenType.RIGHT_BRACE);
    }

    private LabelMatcher.@Nullable Type matchType() {
        for (LabelMatcher.Type type : LabelMatcher.Type.values()) {
            if (tokens.peek().isOperator(type.symbol())) {
                return type;
            }
        }
        return null;
    }

    /** Labels in parentheses, with commas between them. */
    List<String> labelList() throws ParseException {
        tokens.expect(TokenType.LEFT_PAREN, GROUPING);
        List<String> labels = new ArrayList<>();
        while (!tokens.skip(TokenType.RIGHT_PAREN)) {
            Token label = tokens.peek();
            boolean plain = label.is(TokenType.IDENTIFIER) && LabelNames.isPlain(label.text());
            boolean quoted = label.is(TokenType.STRING) && LabelNames.isValid(label.text());
            if (!plain && !quoted) {
                throw tokens.unexpected(GROUPING, "label");
            }
            labels.add(tokens.next().text());
            if (!tokens.skip(TokenType.COMMA) && !tokens.peek().is(TokenType.RIGHT_PAREN)) {
                throw tokens.unexpected(GROUPING, "\",\" or \")\"");
            }
        }
        return labels;
    }

    /** A label set: a name, or labels with values in braces, or both. */
    Labels labelSet() throws ParseException {
        Token first = tokens.peek();
        VectorSelector selector = selector();
        List<Label> labels = new ArrayList<>();
        for (LabelMatcher matcher : selector.allMatchers()) {
            if (matcher.type() != LabelMatcher.Type.EQUAL) {
                throw tokens.error(
                        first.span(), "unexpected \"" + matcher.type().symbol() + "\" in label set, expected \"=\"");
            }
            labels.add(new Label(matcher.name(), matcher.value()));
        }
        return Labels.of(labels);
    }
}
