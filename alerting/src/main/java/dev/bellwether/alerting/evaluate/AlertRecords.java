package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.evaluate.AlertNews.Kind;
import dev.bellwether.alerting.evaluate.GroupRun.Evaluated;
import dev.bellwether.alerting.evaluate.GroupRun.RuleNews;
import dev.bellwether.alerting.lifecycle.Fingerprint;
import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.time.Instant;

/** Alerts of rules as facts. */
final class AlertRecords {

    private AlertRecords() {}

    static Alert fact(GroupKey group, Evaluated evaluated, RuleNews rule, AlertNews news) {
        Labels labels = Labels.of(news.alert().labels().toMap());
        Instant slot = Instant.ofEpochMilli(evaluated.slot());
        return Alert.newBuilder()
                .setFingerprint(Fingerprint.of(labels).toString())
                .setLabels(labels.values())
                .setAnnotations(news.alert().annotations())
                .setState(state(news))
                .setValue(news.alert().value())
                .setActiveAt(news.alert().activeAt())
                .setStartsAt(news.alert().firedAt().orElse(null))
                .setEndsAt(news.endsAt(slot).orElse(null))
                .setEvaluatedAt(slot)
                .setGroup(group.toString())
                .setExpression(rule.expression())
                .setWarming(evaluated.warming())
                .build();
    }

    private static AlertState state(AlertNews news) {
        if (news.kind() == Kind.INACTIVE) {
            return AlertState.INACTIVE;
        }
        if (news.kind() == Kind.CLEARED) {
            return AlertState.RESOLVED;
        }
        return switch (news.alert().state()) {
            case PENDING -> AlertState.PENDING;
            case FIRING -> AlertState.FIRING;
            case INACTIVE -> AlertState.RESOLVED;
        };
    }
}
