package dev.bellwether.promql.eval;

import java.util.List;

/** What a query evaluates to, and what is to be known about it. */
public record QueryResult(QueryValue value, List<Annotation> annotations) {

    public QueryResult {
        annotations = List.copyOf(annotations);
    }
}
