package dev.bellwether.processors.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.admission.Admission.Outcome;
import dev.bellwether.processors.time.LogClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String CART = "default/default/cart";
    private static final String PAY = "default/default/pay";
    private static final AdmissionConfig FEW = new AdmissionConfig(2, 2, 3, Duration.ofDays(8), Duration.ofHours(1));

    private final MemoryAdmissionStore store = new MemoryAdmissionStore();
    private Admission admission = new Admission(FEW, store);

    @Test
    void operationsPastTheLimit_areOther_andTheirCallsCounted() {
        assertThat(operations(CART, NOON, "a", "b", "c", "d", "a", "e"))
                .containsExactly("a", "b", "c", "~other", "a", "~other");
        RedDelta delta = delta("", "d", "a", "e");
        assertThat(admission.admit(CART, delta, NOON)).isEqualTo(new Outcome(true, true, 2 * 10));
        assertThat(operations(PAY, NOON, "d")).as("of another service").containsExactly("d");
    }

    @Test
    void otherOperations_takeNoPlace() {
        assertThat(operations(CART, NOON, "~other", "a", "b", "c", "~other"))
                .containsExactly("~other", "a", "b", "c", "~other");
    }

    @Test
    void versionsPastTheLimit_areTold_andTheUnnamedOneNeverIs() {
        assertThat(version(CART, "1", NOON)).isTrue();
        assertThat(version(CART, "2", NOON)).isTrue();
        assertThat(version(CART, "3", NOON)).isFalse();
        assertThat(version(CART, "", NOON)).isTrue();
        assertThat(version(CART, "1", NOON)).isTrue();
    }

    @Test
    void servicesPastTheLimit_areRefused_andLeaveNothing() {
        operations(CART, NOON, "a");
        operations(PAY, NOON, "a");
        int before = store.size();
        assertThat(admission
                        .admit("default/default/third", delta("1", "a"), NOON)
                        .service())
                .isFalse();
        assertThat(store.size()).isEqualTo(before);
    }

    @Test
    void flood_displacesNobodyWhoIsSeen() {
        operations(CART, NOON, "a", "b", "c");
        version(CART, "1", NOON);
        for (long at = NOON; at < NOON + 20 * DAY; at += HOUR / 2) {
            admission.advance(at);
            for (int i = 0; i < 5; i++) {
                admission.admit("default/default/new-" + at + "-" + i, delta("1", "x"), at);
                admission.admit(CART, delta("pod-" + at + "-" + i, "id-" + at + "-" + i), at);
            }
            assertThat(admission.admit(CART, delta("1", "a", "b", "c"), at)).isEqualTo(new Outcome(true, true, 0));
        }
    }

    @Test
    void operationThatIsNotSeenForLong_givesItsPlaceUp_andOnlyThen() {
        operations(CART, NOON, "a", "b", "c");
        for (long day = 1; day <= 8; day++) {
            admission.advance(NOON + day * DAY);
            assertThat(operations(CART, NOON + day * DAY, "a", "b", "d"))
                    .as("day %d", day)
                    .containsExactly("a", "b", "~other");
        }
        admission.advance(NOON + 9 * DAY);
        assertThat(operations(CART, NOON + 9 * DAY, "d", "c")).containsExactly("d", "~other");
    }

    @Test
    void versionThatIsNotSeenForAnHour_givesItsPlaceUp_whileItsServiceStays() {
        version(CART, "1", NOON);
        version(CART, "2", NOON);
        admission.advance(NOON + HOUR);
        assertThat(version(CART, "3", NOON + HOUR)).isFalse();
        assertThat(version(CART, "2", NOON + HOUR)).isTrue();
        admission.advance(NOON + HOUR + HOUR / 2);
        assertThat(version(CART, "3", NOON + HOUR + HOUR / 2))
                .as("in the place of 1")
                .isTrue();
        assertThat(version(CART, "1", NOON + HOUR + HOUR / 2)).isFalse();
    }

    @Test
    void serviceThatIsNotSeenForLong_isForgottenWithAllItHad() {
        operations(CART, NOON, "a", "b");
        version(CART, "1", NOON);
        operations(PAY, NOON, "a");
        for (long day = 1; day <= 9; day++) {
            operations(PAY, NOON + day * DAY, "a");
            admission.advance(NOON + day * DAY);
        }
        assertThat(store.size()).as("pay and its operation").isEqualTo(2);
        assertThat(admission.services()).isEqualTo(1);
        assertThat(admission
                        .admit("default/default/third", delta("", "a"), NOON + 9 * DAY)
                        .service())
                .isTrue();
    }

    @Test
    void namesThatAreSeenAllTheTime_areSeldomWritten() {
        for (long at = NOON; at < NOON + DAY; at += HOUR / 60) {
            operations(CART, at, "a");
        }
        assertThat(store.writes()).as("a service and an operation").isEqualTo(2);
    }

    @Test
    void beforeTheClockStarts_theDeltasOwnTimeCounts() {
        RedDelta delta = delta("1", "a");
        delta.setLogTime(Instant.ofEpochMilli(NOON));
        admission.admit(CART, delta, LogClock.NOT_STARTED);
        admission.advance(NOON + HOUR / 2);
        assertThat(store.size()).isEqualTo(3);
    }

    /** So the windows, the judge and alerting admit alike, though each was restarted at other times. */
    @Test
    void anyRestart_changesNoDecision() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Admission other = new Admission(FEW, new MemoryAdmissionStore(), seed % 2 == 0 ? 0 : 1 << 20);
            long at = NOON;
            for (int step = 0; step < 400; step++) {
                String service = "default/default/" + random.nextInt(4);
                String[] names =
                        random.ints(3, 0, 6).mapToObj(Integer::toString).toArray(String[]::new);
                String version = Integer.toString(random.nextInt(4));
                RedDelta one = delta(version, names);
                RedDelta same = delta(version, names);
                assertThat(admission.admit(service, one, at))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(other.admit(service, same, at));
                assertThat(one).isEqualTo(same);
                at += random.nextInt(20) == 0 ? random.nextLong(10 * DAY) : random.nextLong(HOUR / 4);
                admission.advance(at);
                other.advance(at);
                if (random.nextInt(5) == 0) {
                    admission = new Admission(FEW, store);
                }
            }
            store.clear();
            admission = new Admission(FEW, store);
        }
    }

    @Test
    void namesBeyondWhatMayBeInMemory_areReadFromTheStoreAgain_andOnlyThose() {
        AdmissionConfig many = new AdmissionConfig(10, 10, 20, Duration.ofDays(8), Duration.ofHours(1));
        String[] names = new String[20];
        Arrays.setAll(names, i -> "operation " + i);
        int[] loads = new int[2];
        for (int run = 0; run < 2; run++) {
            store.clear();
            admission = new Admission(many, store, run == 0 ? 10_000 : 100_000);
            int before = store.loads();
            for (int round = 0; round < 3; round++) {
                for (int service = 0; service < 10; service++) {
                    String name = "default/default/" + service;
                    assertThat(admission.admit(name, delta("1", names), NOON)).isEqualTo(new Outcome(true, true, 0));
                    assertThat(operations(name, NOON, "one more")).containsExactly("~other");
                }
            }
            loads[run] = store.loads() - before;
        }
        assertThat(loads).as("where there is room for three, and for all").containsExactly(30, 10);
    }

    /** Else all of it would be read again at each sweep, since there is always something that is not seen any more. */
    @Test
    void namesThatGiveTheirPlacesUp_takeOnlyThemselvesOutOfMemory() {
        version(CART, "1", NOON);
        operations(PAY, NOON, "a");
        int loads = store.loads();

        admission.advance(NOON + 2 * HOUR);

        assertThat(version(CART, "2", NOON + 2 * HOUR)).isTrue();
        assertThat(version(CART, "3", NOON + 2 * HOUR)).as("in the place of 1").isTrue();
        assertThat(operations(PAY, NOON + 2 * HOUR, "a")).containsExactly("a");
        assertThat(store.loads()).isEqualTo(loads);
    }

    @Test
    void readerOfVersions_admitsThemAlike_andTakesNoNoteOfOperations() {
        Admission ofVersions = new Admission(FEW, new MemoryAdmissionStore());
        for (String version : List.of("1", "2", "3", "")) {
            RedDelta one = delta(version, "a", "b", "c", "d");
            RedDelta same = delta(version, "a", "b", "c", "d");
            Outcome outcome = admission.admit(CART, one, NOON);
            assertThat(ofVersions.admitVersion(CART, same, NOON))
                    .isEqualTo(new Outcome(outcome.service(), outcome.version(), 0));
            assertThat(same).isEqualTo(delta(version, "a", "b", "c", "d"));
        }
        MemoryAdmissionStore versions = new MemoryAdmissionStore();
        new Admission(FEW, versions).admitVersion(CART, delta("1", "a", "b"), NOON);
        assertThat(versions.size()).as("the service and its version").isEqualTo(2);
    }

    @Test
    void limitsAndTimes_arePositive() {
        assertThatThrownBy(() -> new AdmissionConfig(0, 1, 1, Duration.ofDays(1), Duration.ofHours(1)))
                .hasMessageContaining("maxServices: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new AdmissionConfig(1, 0, 1, Duration.ofDays(1), Duration.ofHours(1)))
                .hasMessageContaining("maxVersions: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new AdmissionConfig(1, 1, 0, Duration.ofDays(1), Duration.ofHours(1)))
                .hasMessageContaining("maxOperations: 0 (expected: 1 to 10000)");
        assertThatThrownBy(() -> new AdmissionConfig(1, 1, 10_001, Duration.ofDays(1), Duration.ofHours(1)))
                .hasMessageContaining("maxOperations: 10001 (expected: 1 to 10000)");
        assertThatThrownBy(() -> new AdmissionConfig(1, 1, 1, Duration.ZERO, Duration.ofHours(1)))
                .hasMessageContaining("rememberServices: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new AdmissionConfig(1, 1, 1, Duration.ofDays(1), Duration.ofHours(-1)))
                .hasMessageContaining("rememberVersions: PT-1H (expected: > 0)");
    }

    private List<String> operations(String service, long at, String... names) {
        RedDelta delta = delta("", names);
        admission.admit(service, delta, at);
        return delta.getOperations().stream().map(OperationDelta::getOperation).toList();
    }

    private boolean version(String service, String version, long at) {
        return admission.admit(service, delta(version), at).version();
    }

    /** Ten calls for each operation. */
    private static RedDelta delta(String version, String... operations) {
        List<OperationDelta> each = new ArrayList<>();
        for (String operation : operations) {
            each.add(OperationDelta.newBuilder()
                    .setOperation(operation)
                    .setCalls(10)
                    .build());
        }
        return RedDelta.newBuilder()
                .setService("any")
                .setVersion(version)
                .setWindowStart(Instant.ofEpochMilli(NOON))
                .setWindowEnd(Instant.ofEpochMilli(NOON + 5_000))
                .setOperations(each)
                .build();
    }
}
