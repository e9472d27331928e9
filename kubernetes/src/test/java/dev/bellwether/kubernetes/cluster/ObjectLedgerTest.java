package dev.bellwether.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectLedgerTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final ObjectLedger ledger = new ObjectLedger(GRACE, 3);

    @Test
    void whatHasNotChanged_isSaidOnce() {
        ClusterObject pod = pod("a", "node-1");

        assertThat(ledger.observe(pod, TEN)).contains(Change.to(pod));
        assertThat(ledger.observe(pod("a", "node-1"), TEN)).isEmpty();
        assertThat(ledger.observe(pod("a", "node-2"), TEN)).contains(Change.to(pod("a", "node-2")));
    }

    @Test
    void whatWasSaidBefore_isNotSaidAgain() {
        ledger.recall(pod("a", "node-1"));

        assertThat(ledger.observe(pod("a", "node-1"), TEN)).isEmpty();
    }

    @Test
    void goneObject_ends_isReadableForItsGrace_andIsForgotten() {
        ClusterObject pod = pod("a", "node-1");
        ledger.observe(pod, TEN);

        assertThat(ledger.end(pod.key(), TEN.plusSeconds(5))).contains(Change.to(pod.withEnd(TEN.plusSeconds(5))));
        assertThat(ledger.end(pod.key(), TEN.plusSeconds(6))).as("it ends once").isEmpty();
        assertThat(ledger.living(Kind.POD)).isZero();
        assertThat(ledger.forget(TEN.plusSeconds(4).plus(GRACE))).isEmpty();
        assertThat(ledger.forget(TEN.plusSeconds(5).plus(GRACE))).containsExactly(Change.forget(pod.key()));
        assertThat(ledger.forget(TEN.plusSeconds(5).plus(GRACE))).isEmpty();
        assertThat(ledger.size()).isZero();
    }

    @Test
    void unknownObject_thatIsGone_isNothing() {
        assertThat(ledger.end(pod("a", "").key(), TEN)).isEmpty();
    }

    /** Of a job, whose pod stays in the cluster for days after it is done. */
    @Test
    void finishedPod_isForgottenAfterItsGrace_howeverOftenItIsSeen() {
        ClusterObject done = pod("a", "node-1").withEnd(TEN);

        assertThat(ledger.observe(done, TEN)).contains(Change.to(done));
        assertThat(ledger.end(done.key(), TEN.plusSeconds(9)))
                .as("its deletion is not its end")
                .isEmpty();
        assertThat(ledger.forget(TEN.plus(GRACE))).hasSize(1);
        assertThat(ledger.observe(done, TEN.plus(GRACE))).isEmpty();
    }

    @Test
    void list_endsWhatIsNotOnIt_ofItsKindAlone() {
        ledger.recall(pod("a", "node-1"));
        ledger.recall(pod("b", "node-1"));
        ledger.recall(node("a"));

        assertThat(ledger.endOthers(Kind.POD, Set.of("b"), TEN))
                .containsExactly(Change.to(pod("a", "node-1").withEnd(TEN)));
        assertThat(ledger.living(Kind.POD)).isEqualTo(1);
        assertThat(ledger.living(Kind.NODE)).isEqualTo(1);
    }

    @Test
    void oneObjectTooMany_isRefusedAndCounted_andThereIsRoomAgain() {
        List.of("a", "b", "c").forEach(uid -> ledger.observe(pod(uid, ""), TEN));

        assertThat(ledger.observe(pod("d", ""), TEN)).isEmpty();
        assertThat(ledger.refused()).isEqualTo(1);
        assertThat(ledger.observe(pod("a", "node-1"), TEN))
                .as("one that is held")
                .isPresent();

        ledger.end(pod("b", "").key(), TEN);
        ledger.forget(TEN.plus(GRACE));

        assertThat(ledger.observe(pod("d", ""), TEN)).isPresent();
    }

    private static ClusterObject pod(String uid, String node) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                "pod-" + uid,
                "shop",
                null,
                new Placement(node, List.of(), false),
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(TEN.minusSeconds(60)));
    }

    private static ClusterObject node(String uid) {
        return new ClusterObject(
                new ObjectKey(Kind.NODE, uid),
                "node-" + uid,
                "",
                null,
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(TEN.minusSeconds(60)));
    }
}
