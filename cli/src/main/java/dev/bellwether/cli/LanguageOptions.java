package dev.bellwether.cli;

import dev.bellwether.promql.syntax.LanguageFeature;
import dev.bellwether.promql.syntax.ParserOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which parts of PromQL count as known. */
final class LanguageOptions {

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
