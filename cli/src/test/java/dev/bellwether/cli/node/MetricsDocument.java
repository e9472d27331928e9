package dev.bellwether.cli.node;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of meters as Prometheus and the documentation show it. */
final class MetricsDocument {

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    private MetricsDocument() {}

    /** A family of the exposition. */
    record Family(String name, String type, MeterSpec spec) {}

    static List<Family> families() {
        return Catalogue.all().stream().map(MetricsDocument::family).toList();
    }

    static String table() {
        return "| Name | Type | Labels | Unit | Meaning |\n| --- | --- | --- | --- | --- |\n"
                + families().stream().map(MetricsDocument::row).collect(Collectors.joining("\n"));
    }

    private static Family family(MeterSpec spec) {
        String unit = spec.unit().isEmpty() ? null : spec.unit();
        return switch (spec.kind()) {
            case COUNTER -> new Family(NAMES.name(spec.name(), Meter.Type.COUNTER, unit) + "_total", "counter", spec);
            case GAUGE -> new Family(NAMES.name(spec.name(), Meter.Type.GAUGE, unit), "gauge", spec);
            case TIMER -> new Family(NAMES.name(spec.name(), Meter.Type.TIMER, unit), "summary", spec);
        };
    }

    private static String row(Family family) {
        String labels =
                family.spec().labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        family.name(),
                        family.type(),
                        labels,
                        family.spec().unit(),
                        family.spec().meaning());
    }
}
