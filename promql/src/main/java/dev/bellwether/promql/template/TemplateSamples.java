package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoObject;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code query} gives. Go prints addresses in its place; here its samples are printed. */
record TemplateSamples(List<TemplateSample> samples) implements GoObject {

    TemplateSamples {
        samples = List.copyOf(samples);
    }

    @Override
    public String goType() {
        return "template.queryResult";
    }

    @Override
    public String print() {
        return samples.stream().map(TemplateSample::print).collect(Collectors.joining(" ", "[", "]"));
    }
}
