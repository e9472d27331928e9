package dev.bellwether.promql.syntax;

import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import dev.bellwether.promql.text.Durations;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.text.GoStrings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes a tree in canonical form. Parsing that gives an equal tree, but for positions. */
final class Printer {

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Expr expression) {
        Printer printer = new Printer();
        printer.write(expression);
        return printer.out.toString();
    }

    private void write(Expr expression) {
        if (expression instanceof NumberLiteral number) {
            writeNumber(number.value(), number.duration());
        } else if (expression instanceof StringLiteral string) {
            out.append(GoStrings.quote(string.value()));
        } else if (expression instanceof ParenExpr parens) {
            out.append('(');
            write(parens.inner());
            out.append(')');
        } else if (expression instanceof UnaryExpr unary) {
            out.append(unary.negative() ? '-' : '+');
            write(unary.operand());
        } else if (expression instanceof BinaryExpr binary) {
            writeBinary(binary);
        } else if (expression instanceof AggregateExpr aggregate) {
            writeAggregate(aggregate);
        } else if (expression instanceof CallExpr call) {
            out.append(call.function().name());
            writeArguments(call.arguments());
        } else if (expression instanceof VectorSelector selector) {
            writeSelector(selector);
            writeShift(selector.shift(), selector.extension());
        } else if (expression instanceof MatrixSelector matrix) {
            writeSelector(matrix.selector());
            out.append('[');
            write(matrix.range());
            out.append(']');
            writeShift(matrix.selector().shift(), matrix.selector().extension());
        } else if (expression instanceof SubqueryExpr subquery) {
            writeSubquery(subquery);
        }
    }

    private void writeNumber(double value, boolean duration) {
        if (!duration) {
            out.append(GoFloats.plain(value));
            return;
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0; // of zero too: 1 / -0s is not 1 / 0s
        out.append(negative ? "-" : "").append(Durations.print(Duration.ofMillis(Math.round(Math.abs(value) * 1000))));
    }

    private void writeBinary(BinaryExpr binary) {
        if (isInfinite(binary.left()) && binary.operator() == BinaryOperator.POWER) {
            out.append("Inf"); // with its sign it would be +(Inf ^ 2)
        } else {
            write(binary.left());
        }
        out.append(' ').append(binary.operator().symbol());
        if (binary.returnBool()) {
            out.append(" bool");
        }
        VectorMatching matching = binary.matching();
        if (matching.on() || !matching.labels().isEmpty() || matching.isGrouped()) {
            out.append(matching.on() ? " on (" : " ignoring (");
            writeLabels(matching.labels());
            out.append(')');
        }
        if (matching.isGrouped()) {
            boolean left = matching.cardinality() == VectorMatching.Cardinality.MANY_TO_ONE;
            out.append(left ? " group_left (" : " group_right (");
            writeLabels(matching.include());
            out.append(')');
        }
        writeFill(matching.fill());
        out.append(' ');
        write(binary.right());
    }

    private static boolean isInfinite(Expr expression) {
        return expression instanceof NumberLiteral number && number.value() == Double.POSITIVE_INFINITY;
    }

    private void writeFill(VectorMatching.Fill fill) {
        if (fill.left().isPresent() && fill.left().equals(fill.right())) {
            writeFill("fill", fill.left());
        } else {
            writeFill("fill_left", fill.left());
            writeFill("fill_right", fill.right());
        }
    }

    private void writeFill(String keyword, OptionalDouble value) {
        if (value.isPresent()) {
            out.append(' ')
                    .append(keyword)
                    .append(" (")
                    .append(GoFloats.plain(value.getAsDouble()))
                    .append(')');
        }
    }

    private void writeAggregate(AggregateExpr aggregate) {
        out.append(aggregate.aggregation().symbol());
        Grouping grouping = aggregate.grouping();
        if (!grouping.equals(Grouping.ALL)) {
            out.append(grouping.without() ? " without (" : " by (");
            writeLabels(grouping.labels());
            out.append(") ");
        }
        writeArguments(aggregate.children());
    }

    private void writeArguments(List<Expr> arguments) {
        out.append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(arguments.get(i));
        }
        out.append(')');
    }

    private void writeLabels(List<String> labels) {
        out.append(labels.stream().map(LabelNames::quotedIfNeeded).collect(Collectors.joining(", ")));
    }

    private void writeSelector(VectorSelector selector) {
        out.append(selector.name());
        if (!selector.matchers().isEmpty() || selector.name().isEmpty()) {
            out.append('{');
            out.append(selector.matchers().stream().map(Object::toString).collect(Collectors.joining(",")));
            out.append('}');
        }
    }

    private void writeSubquery(SubqueryExpr subquery) {
        write(subquery.operand());
        out.append('[');
        write(subquery.range());
        out.append(':');
        subquery.step().ifPresent(this::write);
        out.append(']');
        writeShift(subquery.shift(), Extension.NONE);
    }

    private void writeShift(TimeShift shift, Extension extension) {
        if (extension != Extension.NONE) {
            out.append(' ').append(extension.name().toLowerCase(Locale.ROOT));
        }
        shift.at().ifPresent(at -> {
            if (at instanceof TimeShift.At.Timestamp timestamp) {
                out.append(String.format(Locale.ROOT, " @ %.3f", timestamp.millis() / 1000.0));
            } else {
                out.append(at == TimeShift.At.Border.START ? " @ start()" : " @ end()");
            }
        });
        if (!shift.offset().equals(DurationExpr.ZERO)) {
            out.append(" offset ");
            write(shift.offset());
        }
    }

    private void write(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            writeNumber(literal.seconds(), literal.unit());
        } else if (duration instanceof DurationExpr.Step) {
            out.append("step()");
        } else if (duration instanceof DurationExpr.Range) {
            out.append("range()");
        } else if (duration instanceof DurationExpr.Parens parens) {
            out.append('(');
            write(parens.inner());
            out.append(')');
        } else if (duration instanceof DurationExpr.Negated negated) {
            out.append('-');
            write(negated.inner());
        } else if (duration instanceof DurationExpr.Extreme extreme) {
            out.append(extreme.max() ? "max_of(" : "min_of(");
            write(extreme.left());
            out.append(", ");
            write(extreme.right());
            out.append(')');
        } else if (duration instanceof DurationExpr.Arithmetic arithmetic) {
            write(arithmetic.left());
            out.append(' ').append(arithmetic.operator().symbol()).append(' ');
            write(arithmetic.right());
        }
    }
}
