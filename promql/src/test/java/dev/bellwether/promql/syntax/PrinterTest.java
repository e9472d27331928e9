package dev.bellwether.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.promql.text.Re2;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PrinterTest {

    private static final Parser PARSER = new Parser(ParserOptions.DEFAULT.withAllFeatures());

    private static final String SYMBOLS = "()[]{}\"'`,:@+-*/^%=!~<>#\\ \n1m";

    @Test
    void printedTree_isParsedToTheSameTree() {
        for (int seed = 0; seed < 20_000; seed++) {
            Expr tree = new RandomQueries(seed).query(seed % 6);
            String printed = tree.toString();
            try {
                assertThat(PARSER.parse(printed).unpositioned())
                        .as("seed %d: %s", seed, printed)
                        .isEqualTo(tree);
            } catch (ParseException e) {
                throw new AssertionError("seed " + seed + ": " + printed, e);
            }
        }
    }

    /** Found by the long fuzz: a printed minus got lost. */
    @Test
    void negativeZeroAsADuration_keepsItsSign() throws ParseException {
        assertThat(PARSER.parse("-0m").toString()).isEqualTo("-0s");
        assertThat(parsesAndPrints("-0m", 603736)).isTrue();
    }

    @Test
    void signOfInfinity_isNotThatOfAPower() throws ParseException {
        assertThat(PARSER.parse("Inf ^ 2").toString()).isEqualTo("Inf ^ 2");
        assertThat(PARSER.parse("Inf + 2").toString()).isEqualTo("+Inf + 2");
    }

    /** Text that is almost a query: parsed and printed to the same tree, or refused; nothing else. */
    @Test
    void mangledQueries_areParsedOrRefused() {
        int parsed = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            String mangled = mangle(new RandomQueries(seed).query(3).toString(), new Random(seed));
            parsed += parsesAndPrints(mangled, seed) ? 1 : 0;
        }
        assertThat(parsed).isGreaterThan(1000);
    }

    /** Whether this is a query; if so, it has to print to one with the same tree. */
    static boolean parsesAndPrints(String query, long seed) {
        Expr tree;
        try {
            tree = PARSER.parse(query);
        } catch (ParseException e) {
            assertThat(e.problems()).as("seed %d: %s", seed, query).isNotEmpty();
            return false;
        }
        try {
            assertThat(PARSER.parse(tree.toString()).unpositioned())
                    .as("seed %d: %s", seed, query)
                    .isEqualTo(tree.unpositioned());
            return true;
        } catch (ParseException e) {
            throw new AssertionError("seed " + seed + ": " + query + " is printed as " + tree, e);
        }
    }

    /** Within the limits nothing is refused that the library takes, and the other way round. */
    @Test
    void regularExpressions_areThoseOfTheLibrary() {
        int compiled = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            String regex = mangle(new RandomQueries(seed).regex(), new Random(seed));
            Optional<String> refused = refusal(Re2::compileAnchored, regex);
            if (refused.filter(why -> why.contains("more than")).isEmpty()) {
                assertThat(refused)
                        .as("seed %d: %s", seed, regex)
                        .isEqualTo(refusal(text -> Pattern.compile("^(?s:" + text + ")$"), regex));
                compiled += refused.isEmpty() ? 1 : 0;
            }
        }
        assertThat(compiled).isGreaterThan(5_000);
    }

    private static Optional<String> refusal(Consumer<String> compiler, String regex) {
        try {
            compiler.accept(regex);
            return Optional.empty();
        } catch (PatternSyntaxException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    static String mangle(String query, Random random) {
        StringBuilder text = new StringBuilder(query);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(4));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
                default -> text.insert(at, query, Math.min(at, query.length()), query.length());
            }
        }
        return text.toString();
    }

    @Test
    void randomCharacters_areParsedOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            char[] characters = new char[random.nextInt(60)];
            for (int j = 0; j < characters.length; j++) {
                characters[j] = (char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : random.nextInt(128));
            }
            String text = new String(characters);
            try {
                assertThat(PARSER.parse(text).toString()).isNotEmpty();
            } catch (ParseException e) {
                assertThat(e.getMessage()).contains("parse error");
            }
        }
    }
}
