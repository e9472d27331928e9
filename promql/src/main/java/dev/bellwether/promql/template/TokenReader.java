package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Token.Kind;
import java.util.List;

/** Walks over the tokens of a template, and says where it is when something is wrong. */
final class TokenReader {

    private final SourceText source;
    private final List<Token> tokens;
    private int next;
    private int actionLine;

    TokenReader(SourceText source) {
        this.source = source;
        this.tokens = Lexer.tokens(source.text());
    }

    Token peek() {
        return tokens.get(Math.min(next, tokens.size() - 1));
    }

    /** The token after {@link #peek()}, blanks not counted. */
    Token peekSecond() {
        int second = next + 1;
        while (second < tokens.size() - 1 && tokens.get(second).kind() == Kind.SPACE) {
            second++;
        }
        return tokens.get(Math.min(second, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size());
        return token;
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.kind() == Kind.SPACE) {
            token = next();
        }
        return token;
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        backUp();
        return token;
    }

    /** Takes back the last token. */
    void backUp() {
        next--;
    }

    /** Where {@link #backUpTo} leads back to. */
    int mark() {
        return next;
    }

    /** Takes back everything since the mark. */
    void backUpTo(int mark) {
        next = mark;
    }

    void beginAction(int line) {
        actionLine = line;
    }

    void endAction() {
        actionLine = 0;
    }

    void expect(Kind kind, String context) throws TemplateException {
        Token token = nextNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
    }

    TemplateException unexpected(Token token, String context) {
        if (token.kind() != Kind.ERROR) {
            return source.failure(token.position(), token.line(), "unexpected " + token + " in " + context);
        }
        String place = "";
        if (actionLine != 0 && actionLine != token.line()) {
            place = (token.text().endsWith(" action") ? "" : " in action") + " started at " + source.name() + ":"
                    + actionLine;
        }
        return source.failure(token.position(), token.line(), token.text() + place);
    }

    /** What is wrong at the token read last. */
    TemplateException failure(String problem) {
        Token token = tokens.get(Math.max(0, Math.min(next, tokens.size()) - 1));
        return source.failure(token.position(), token.line(), problem);
    }
}
