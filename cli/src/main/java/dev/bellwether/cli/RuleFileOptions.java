package dev.bellwether.cli;

import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.syntax.LanguageFeature;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.UnknownFields;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** How rule files are read. */
final class RuleFileOptions {

    private static final String DELAYED_NAME_REMOVAL = "promql-delayed-name-removal";

    @Option(
            names = "--enable-feature",
            paramLabel = "NAME",
            split = ",",
            description = {
                "What Prometheus has off by default: promql-experimental-functions, promql-extended-range-selectors,",
                "promql-binop-fill-modifiers; for tests also promql-delayed-name-removal. Others are warned of."
            })
    private List<String> features = List.of();

    @Option(
            names = "--ignore-unknown-fields",
            description = {
                "Fields of rule files that Prometheus does not know count as not given, instead of as errors: for metadata of",
                "your own, which has to be taken out before Prometheus reads the files."
            })
    private boolean ignoreUnknownFields;

    UnknownFields unknownFields() {
        return ignoreUnknownFields ? UnknownFields.IGNORED : UnknownFields.REFUSED;
    }

    ParserOptions parserOptions() {
        Set<LanguageFeature> enabled = EnumSet.copyOf(ParserOptions.DEFAULT.features());
        features.forEach(flag -> languageFeature(flag).ifPresent(enabled::add));
        return ParserOptions.DEFAULT.withFeatures(enabled);
    }

    /** How the expressions of tests are evaluated. */
    EngineOptions engineOptions() {
        return features.contains(DELAYED_NAME_REMOVAL)
                ? EngineOptions.DEFAULT.withFeatures(Set.of(EngineOptions.Feature.DELAYED_NAME_REMOVAL))
                : EngineOptions.DEFAULT;
    }

    /** Tells of features that do nothing here, as promtool does, which goes on too. */
    void warnOfUnknownFeatures(Terminal terminal) {
        features.stream()
                .filter(flag -> !flag.isEmpty() && !flag.equals(DELAYED_NAME_REMOVAL))
                .filter(flag -> languageFeature(flag).isEmpty())
                .forEach(flag -> terminal.note("  WARNING: unknown option for --enable-feature: \"" + flag + "\""));
    }

    private static Optional<LanguageFeature> languageFeature(String flag) {
        return Arrays.stream(LanguageFeature.values())
                .filter(feature -> feature.flag().equals(flag))
                .findFirst();
    }
}
