package dev.bellwether.cli;

import dev.bellwether.promql.syntax.LanguageFeature;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.UnknownFields;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How rule files are read. */
final class RuleFileOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--enable-feature",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Parts of the language that Prometheus has off by default: promql-experimental-functions,",
                "promql-extended-range-selectors, promql-binop-fill-modifiers."
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
        features.forEach(flag -> enabled.add(feature(flag)));
        return ParserOptions.DEFAULT.withFeatures(enabled);
    }

    private LanguageFeature feature(String flag) {
        return Arrays.stream(LanguageFeature.values())
                .filter(feature -> feature.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--enable-feature: \"" + flag + "\" (expected: "
                                + Arrays.stream(LanguageFeature.values())
                                        .map(LanguageFeature::flag)
                                        .collect(Collectors.joining(", "))
                                + ")"));
    }
}
