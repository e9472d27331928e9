package dev.bellwether.cli.demo;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What the demo is to show, ticked off by the facts themselves. */
final class Expectations {

    private final Rollout good;
    private final Rollout bad;
    private boolean fired;
    private boolean passed;
    private boolean failed;
    private boolean impossible;

    /** A version that is rolled out in the demo. */
    record Rollout(String service, String version) {

        boolean isOf(Verdict verdict) {
            return service.equals(verdict.getService()) && version.equals(verdict.getVersion());
        }
    }

    Expectations(Rollout good, Rollout bad) {
        this.good = good;
        this.bad = bad;
    }

    void see(SpecificRecord fact) {
        if (fact instanceof Alert alert) {
            fired |= alert.getState() == AlertState.FIRING
                    && bad.service().equals(alert.getLabels().get("service"))
                    && bad.version().equals(alert.getLabels().get("version"));
        } else if (fact instanceof Verdict verdict && verdict.getFinal$()) {
            impossible |= (good.isOf(verdict) && verdict.getStatus() != VerdictStatus.PASS)
                    || (bad.isOf(verdict) && verdict.getStatus() != VerdictStatus.FAIL);
            passed |= good.isOf(verdict) && verdict.getStatus() == VerdictStatus.PASS;
            failed |= bad.isOf(verdict) && verdict.getStatus() == VerdictStatus.FAIL;
        }
    }

    /** Whether a final verdict says what it should not: it never changes, so waiting is of no use. */
    boolean impossible() {
        return impossible;
    }

    boolean met() {
        return fired && passed && failed;
    }

    /** What has not come yet, in words. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!fired) {
            missing.add("a firing alert of " + bad.service() + " " + bad.version());
        }
        if (!failed) {
            missing.add("FAIL for " + bad.service() + " " + bad.version());
        }
        if (!passed) {
            missing.add("PASS for " + good.service() + " " + good.version());
        }
        return missing;
    }
}
