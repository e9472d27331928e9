package dev.bellwether.alerting.rulebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.promql.rules.AlertingRule;
import dev.bellwether.promql.rules.Rule;
import dev.bellwether.promql.rules.RuleGroup;
import dev.bellwether.promql.template.AlertTemplate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The content of a group as a hash: equal for groups that differ in comments, spacing or the order of labels alone. */
final class GroupText {

    private static final int HASH_BYTES = 16;

    private final StringBuilder text = new StringBuilder();

    private GroupText() {}

    static String hash(RuleGroup group) {
        GroupText content = new GroupText();
        content.add(group.name()).add(group.interval().toString());
        content.add(group.queryOffset().toString()).add(Long.toString(group.limit()));
        group.rules().forEach(content::add);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.text.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(Rule rule) {
        add(rule.getClass().getSimpleName())
                .add(rule.name())
                .add(rule.expression().toString());
        add(rule.labelTexts());
        if (rule instanceof AlertingRule alerting) {
            add(alerting.holdDuration().toString()).add(alerting.keepFiringFor().toString());
            Map<String, String> annotations = new TreeMap<>();
            alerting.annotations().forEach((name, template) -> annotations.put(name, text(template)));
            add(annotations);
        }
    }

    private static String text(AlertTemplate template) {
        return template.text();
    }

    private void add(Map<String, String> texts) {
        add(Integer.toString(texts.size()));
        new TreeMap<>(texts).forEach((name, value) -> add(name).add(value));
    }

    /** With its length, so that no two contents have one text. */
    private GroupText add(String part) {
        text.append(part.length()).append(':').append(part);
        return this;
    }
}
