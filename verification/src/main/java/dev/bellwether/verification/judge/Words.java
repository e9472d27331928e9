package dev.bellwether.verification.judge;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decisions in plain words. */
final class Words {

    private final GateConfig config;

    Words(GateConfig config) {
        this.config = config;
    }

    /** Why the arms cannot be compared; null where they can. */
    @Nullable
    String unfit(Counts canary, Counts baseline, long canaryLate, long baselineLate) {
        if (tooLate(canaryLate, canary)) {
            return late("canary", canaryLate, canary);
        }
        if (tooLate(baselineLate, baseline)) {
            return late("baseline", baselineLate, baseline);
        }
        if (canary.isEmpty() || baseline.isEmpty()) {
            return null;
        }
        double ratio = canary.samplingWeight() / baseline.samplingWeight();
        if (ratio > SequentialGate.LARGEST_WEIGHT_RATIO || ratio < 1 / SequentialGate.LARGEST_WEIGHT_RATIO) {
            return String.format(
                    Locale.ROOT,
                    "canary and baseline are sampled differently: a request of the canary stands for %s, one of the baseline for"
                            + " %s",
                    number(canary.samplingWeight()),
                    number(baseline.samplingWeight()));
        }
        return null;
    }

    String fail(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s: proven to err more than %s times as often%s, and above the floor of %s",
                comparison(finding),
                number(config.tolerance()),
                between(finding),
                percent(config.floor()));
    }

    String better(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s: proven to err less than %s times as often%s",
                comparison(finding),
                number(config.tolerance()),
                between(finding));
    }

    String belowFloor(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s: proven to be below the floor of %s, under which nothing is called a failure",
                comparison(finding),
                percent(config.floor()));
    }

    String undecided(Finding finding) {
        return "not decided yet: " + comparison(finding) + between(finding) + missing(finding);
    }

    String undecidedAtDeadline(Finding finding) {
        return "not decided within " + words(config.deadline()) + ": " + comparison(finding) + between(finding)
                + missing(finding);
    }

    private boolean tooLate(long late, Counts judged) {
        return late > config.maximumLateShare() * (late + judged.requests());
    }

    private String late(String arm, long late, Counts judged) {
        return String.format(
                Locale.ROOT,
                "%s of the %s's requests came too late to be judged (at most %s may)",
                percent((double) late / (late + judged.requests())),
                arm,
                percent(config.maximumLateShare()));
    }

    private static String comparison(Finding finding) {
        if (finding.canary().isEmpty()) {
            return "no requests of the canary";
        }
        String canary = percent(finding.canary().errorShare()) + " of the canary's "
                + grouped(finding.canary().requests()) + " requests failed";
        return switch (finding.comparison()) {
            case BESIDE ->
                finding.baseline().isEmpty()
                        ? canary + ", and none of the baseline's came beside them"
                        : canary + ", " + percent(finding.baseline().errorShare()) + " of the baseline's "
                                + grouped(finding.baseline().requests());
            case BEFORE ->
                canary + ", " + percent(finding.baseline().errorShare()) + " of the "
                        + grouped(finding.baseline().requests()) + " in the time before";
            case NONE -> canary + ", and there is nothing to compare them with";
        };
    }

    /** The interval is two-sided and therefore wider than what is proven on one side: it may reach beyond the tolerance. */
    private static String between(Finding finding) {
        Interval interval = finding.interval();
        if (interval.hasLow() && interval.hasHigh()) {
            return " (two-sided interval: " + number(interval.low()) + " to " + number(interval.high()) + " times)";
        }
        if (interval.hasLow()) {
            return " (two-sided interval: from " + number(interval.low()) + " times)";
        }
        return interval.hasHigh() ? " (two-sided interval: up to " + number(interval.high()) + " times)" : "";
    }

    private static String missing(Finding finding) {
        return finding.requestsToDecision().isEmpty()
                ? "; they point nowhere yet"
                : "; about " + grouped(roughly(finding.requestsToDecision().getAsLong()))
                        + " more of the canary's requests would decide if it goes on like this";
    }

    /** Two significant digits. */
    private static long roughly(long n) {
        long unit = 1;
        while (n / unit >= 100) {
            unit *= 10;
        }
        return (n + unit / 2) / unit * unit;
    }

    static String percent(double share) {
        double percent = share * 100;
        int digits = percent == 0 || percent >= 99.95 ? 0 : percent < 0.1 ? 3 : percent < 10 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + digits + "f %%", percent);
    }

    /** Three significant digits at most, without trailing zeros. */
    static String number(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return digits == 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
