package dev.bellwether.promql.rules;

import dev.bellwether.promql.syntax.Expr;
import java.util.Map;

/** A rule of a group. */
public sealed interface Rule permits AlertingRule, RecordingRule {

    /** Of the metric that is recorded, or of the alert. */
    String name();

    /** What is evaluated. */
    Expr expression();

    /** The labels that it sets, as they stand in the file, those of its group included. */
    Map<String, String> labelTexts();
}
