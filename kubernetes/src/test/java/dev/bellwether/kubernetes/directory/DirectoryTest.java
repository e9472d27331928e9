package dev.bellwether.kubernetes.directory;

import static dev.bellwether.kubernetes.directory.Association.CONNECTION;
import static dev.bellwether.kubernetes.directory.Association.POD_IP;
import static dev.bellwether.kubernetes.directory.Association.POD_NAME;
import static dev.bellwether.kubernetes.directory.Association.POD_UID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Owner;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.kubernetes.directory.Resolution.Resolved;
import dev.bellwether.kubernetes.directory.Resolution.Unresolved;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final List<Association> ORDER = List.of(POD_UID, POD_IP, POD_NAME, CONNECTION);

    private final Directory directory = new Directory(ORDER, GRACE);

    /**
     * The cluster: {@code old} had 10.1.0.1 from 10:00 to 10:30, and {@code new} has it since 10:40, both as db-0; {@code node-agent} shares
     * 10.9.0.1 with its node; {@code v6} has an IPv6 address.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // what                                  | uid  | ip       | pod  | connection | at    | answer
                "by uid                                  | old  | -        | -    | -          | 10:10 | old POD_UID",
                "a uid counts at any time                | old  | -        | -    | -          | 11:50 | old POD_UID",
                "unknown uid                             | gone | -        | -    | -          | 10:10 | NOT_KNOWN",
                "unknown uid, known address              | gone | 10.1.0.1 | -    | -          | 10:10 | NOT_KNOWN",
                "unknown uid, known name                 | gone | -        | db-0 | -          | 10:10 | NOT_KNOWN",
                "unknown uid, over a gateway             | gone | -        | -    | 10.1.0.2   | 10:10 | NOT_KNOWN",
                "known uid with the name of another      | old  | -        | web  | -          | 10:10 | old POD_UID",
                "uid goes before address                 | old  | 10.1.0.2 | -    | -          | 10:10 | old POD_UID",
                "address while the first one has it      | -    | 10.1.0.1 | -    | -          | 10:29 | old POD_IP",
                "address in the grace of the first one   | -    | 10.1.0.1 | -    | -          | 10:39 | old POD_IP",
                "address from the start of the next one  | -    | 10.1.0.1 | -    | -          | 10:40 | new POD_IP",
                "address before anybody had it           | -    | 10.1.0.1 | -    | -          | 09:59 | OTHER_TIME",
                "address after the grace                 | -    | 10.1.0.3 | -    | -          | 10:15 | OTHER_TIME",
                "address at the end of the grace         | -    | 10.1.0.3 | -    | -          | 10:14 | brief POD_IP",
                "unknown address                         | -    | 10.7.7.7 | -    | -          | 10:10 | NOT_KNOWN",
                "unknown address, over a gateway         | -    | 10.7.7.7 | -    | 10.1.0.2   | 10:10 | NOT_KNOWN",
                "unknown address, name of the one before | -    | 10.7.7.7 | db-0 | -          | 10:35 | NOT_KNOWN",
                "address that now has another name       | -    | 10.1.0.1 | web  | -          | 10:10 | CONTRADICTED",
                "name of the first one                   | -    | -        | db-0 | -          | 10:29 | old POD_NAME",
                "the same name of the next one           | -    | -        | db-0 | -          | 10:45 | new POD_NAME",
                "name before anybody had it              | -    | -        | db-0 | -          | 09:00 | OTHER_TIME",
                "unknown name                            | -    | -        | db-9 | -          | 10:10 | NOT_KNOWN",
                "unknown name, over a gateway            | -    | -        | db-9 | 10.1.0.2   | 10:10 | NOT_KNOWN",
                "name before anybody had it, by a gateway | -   | -        | db-0 | 10.1.0.2   | 09:00 | OTHER_TIME",
                "connection                              | -    | -        | -    | 10.1.0.1   | 10:10 | old CONNECTION",
                "address goes before connection          | -    | 10.1.0.2 | -    | 10.1.0.1   | 10:10 | other POD_IP",
                "connection through something unknown    | -    | -        | -    | 10.7.7.7   | 10:10 | NOT_KNOWN",
                "address of a node                       | -    | -        | -    | 10.9.0.1   | 10:10 | SHARED_ADDRESS",
                "address of a node, and a name           | -    | 10.9.0.1 | agent | -         | 10:10 | node-agent POD_NAME",
                "address of a node, over a gateway       | -    | 10.9.0.1 | -    | 10.1.0.2   | 10:10 | SHARED_ADDRESS",
                "uid of a pod on the node's network      | node-agent | -  | -    | -          | 10:10 | node-agent POD_UID",
                "IPv6 in another spelling                | -    | -        | -    | fd00:0:0:0:0:0:0:3 | 10:10 | v6 CONNECTION",
                "IPv6 with a zone                        | -    | -        | -    | fd00::3%eth0 | 10:10 | v6 CONNECTION",
                "IPv4 within IPv6                        | -    | -        | -    | ::ffff:10.1.0.1 | 10:10 | old CONNECTION",
                "what is no address                      | -    | zzz      | -    | -          | 10:10 | NOT_KNOWN",
                "nothing at all                          | -    | -        | -    | -          | 10:10 | NO_CLUE"
            })
    void clues_leadToPods(
            String what,
            @Nullable String uid,
            @Nullable String ip,
            @Nullable String pod,
            @Nullable String connection,
            String at,
            String answer) {
        directory.put(pod("old", "db-0", "10.1.0.1", "10:00", "10:30"));
        directory.put(pod("new", "db-0", "10.1.0.1", "10:40", null));
        directory.put(pod("brief", "once", "10.1.0.3", "10:00", "10:05"));
        directory.put(pod("other", "web", "10.1.0.2", "10:00", null));
        directory.put(pod("v6", "six", "fd00::3", "10:00", null));
        directory.put(onNetworkOf("10.9.0.1", pod("node-agent", "agent", "10.9.0.1", "10:00", null)));

        Resolution found = directory.resolve(
                new Clues(text(uid), text(ip), pod == null ? "" : "shop", text(pod), text(connection)), at(at));

        assertThat(inWords(found)).isEqualTo(answer);
    }

    @Test
    void order_canBeChosen() {
        Directory byConnection = new Directory(List.of(CONNECTION, POD_IP), GRACE);
        for (Directory each : List.of(directory, byConnection)) {
            each.put(pod("a", "a", "10.1.0.1", "10:00", null));
            each.put(pod("b", "b", "10.1.0.2", "10:00", null));
        }
        Clues clues = Clues.NONE.withPodIp("10.1.0.1").withConnection("10.1.0.2");

        assertThat(inWords(directory.resolve(clues, at("10:01")))).isEqualTo("a POD_IP");
        assertThat(inWords(byConnection.resolve(clues, at("10:01")))).isEqualTo("b CONNECTION");
        assertThat(inWords(byConnection.resolve(Clues.NONE.withPodUid("a"), at("10:01"))))
                .as("an association that is not in the order")
                .isEqualTo("NO_CLUE");
        assertThatThrownBy(() -> new Directory(List.of(POD_UID, POD_UID), GRACE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Directory(List.of(), GRACE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A gateway's address leads to the gateway, whatever the order is. */
    @Test
    void podThatIsNotWhatTheResourceSays_isNotIt() {
        Directory byConnection = new Directory(List.of(CONNECTION, POD_UID), GRACE);
        byConnection.put(pod("a", "a", "10.1.0.1", "10:00", null));
        byConnection.put(pod("gateway", "gateway", "10.1.0.2", "10:00", null));
        Clues overGateway = Clues.NONE.withConnection("10.1.0.2");

        assertThat(inWords(byConnection.resolve(overGateway, at("10:01")))).isEqualTo("gateway CONNECTION");
        assertThat(inWords(byConnection.resolve(overGateway.withPodUid("a"), at("10:01"))))
                .isEqualTo("a POD_UID");
        for (Clues contradicted : List.of(
                overGateway.withPodUid("b"), overGateway.withPodName("", "a"), overGateway.withPodName("other", ""))) {
            Resolution found = byConnection.resolve(contradicted, at("10:01"));
            assertThat(inWords(found)).isEqualTo("CONTRADICTED");
            assertThat(found.mayImprove()).isTrue();
        }
    }

    /** That one clue will never lead anywhere says nothing of the other. */
    @Test
    void whatMayImprove_isNotHiddenByWhatMayNot() {
        Directory byConnection = new Directory(List.of(CONNECTION, POD_UID), GRACE);
        for (Directory each : List.of(directory, byConnection)) {
            each.put(onNetworkOf("10.9.0.1", pod("agent", "agent", "10.9.0.1", "10:00", null)));
        }
        Clues onNode = Clues.NONE.withConnection("10.9.0.1");
        Resolution late = byConnection.resolve(onNode.withPodUid("late"), at("10:01"));

        assertThat(inWords(late)).isEqualTo("SHARED_ADDRESS");
        assertThat(late.mayImprove()).isTrue();
        assertThat(byConnection.resolve(onNode, at("10:01")).mayImprove()).isFalse();
        assertThat(directory
                        .resolve(Clues.NONE.withPodIp("10.9.0.1").withPodName("shop", "late"), at("10:01"))
                        .mayImprove())
                .isTrue();
    }

    /** Whoever sends telemetry chooses what stands in it; to look for an address in this took minutes. */
    @Test
    @Timeout(10)
    void longAddress_isNoneAndCostsNothing() {
        Clues endless = Clues.NONE.withPodIp(":".repeat(300_000) + "z");

        assertThat(inWords(directory.resolve(endless, at("10:01")))).isEqualTo("NOT_KNOWN");
        assertThat(directory.resolve(endless, at("10:01")).mayImprove())
                .as("no pod can have it")
                .isFalse();
    }

    @Test
    void lateMetadata_mayBeWaitedFor() {
        Clues clues = Clues.NONE.withPodIp("10.1.0.1");
        Resolution before = directory.resolve(clues, at("10:10"));
        directory.put(pod("a", "a", "", "10:00", null));
        Resolution withoutAddress = directory.resolve(clues, at("10:10"));
        directory.put(pod("a", "a", "10.1.0.1", "10:00", null));

        assertThat(before.mayImprove()).isTrue();
        assertThat(withoutAddress.mayImprove()).isTrue();
        assertThat(inWords(directory.resolve(clues, at("10:10")))).isEqualTo("a POD_IP");
        assertThat(directory.resolve(Clues.NONE, at("10:10")).mayImprove()).isFalse();
    }

    /** Another pod may have the address or the name by then, and its metadata may be on its way. */
    @Test
    void podInItsGrace_mayNotBeTheLastWord_unlessItWasNamedByItsUid() {
        directory.put(pod("a", "a", "10.1.0.1", "10:00", "10:05"));
        Clues byAddress = Clues.NONE.withPodIp("10.1.0.1");

        assertThat(directory.resolve(byAddress, at("10:04")).mayImprove()).isFalse();
        assertThat(inWords(directory.resolve(byAddress, at("10:05")))).isEqualTo("a POD_IP");
        assertThat(directory.resolve(byAddress, at("10:05")).mayImprove()).isTrue();
        assertThat(directory.resolve(Clues.NONE.withPodUid("a"), at("10:05")).mayImprove())
                .isFalse();
    }

    @Test
    void changes_canBeWaitedFor() {
        long before = directory.changes();
        assertThat(directory.awaitChange(before, Duration.ofMillis(1))).isFalse();

        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> directory.awaitChange(before, Duration.ofMinutes(1)));
        directory.put(pod("a", "a", "10.1.0.1", "10:00", null));

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        assertThat(directory.awaitChange(before, Duration.ZERO))
                .as("what has changed before")
                .isTrue();
        long after = directory.changes();
        directory.remove(new ObjectKey(Kind.POD, "a"));
        assertThat(directory.awaitChange(after, Duration.ZERO)).isTrue();
    }

    @Test
    void ownersThatComeLater_completeThePod() {
        directory.put(owned(Kind.POD, "a", new Owner("apps", "ReplicaSet", "cart-1", "rs")));
        Resolution first = directory.resolve(Clues.NONE.withPodUid("a"), at("10:10"));
        directory.put(owned(Kind.REPLICA_SET, "rs", new Owner("apps", "Deployment", "cart", "d")));
        Resolution second = directory.resolve(Clues.NONE.withPodUid("a"), at("10:10"));
        directory.put(owned(Kind.DEPLOYMENT, "d", null));
        Resolution third = directory.resolve(Clues.NONE.withPodUid("a"), at("10:10"));

        assertThat(((Resolved) first).ownerName("Deployment")).isEmpty();
        assertThat(first.mayImprove()).isTrue();
        assertThat(((Resolved) second).ownerName("Deployment")).contains("cart");
        assertThat(third.mayImprove()).isFalse();
        assertThat(((Resolved) third).owners()).extracting(Owner::name).containsExactly("cart-1", "cart");
    }

    @Test
    void ownerOfAKindThatIsNotWatched_isTheLast_andOwnersInACircleEnd() {
        directory.put(owned(Kind.POD, "a", new Owner("argoproj.io", "Rollout", "cart", "r")));
        directory.put(owned(Kind.POD, "c", new Owner("batch.volcano.sh", "Job", "train", "v")));
        directory.put(owned(Kind.POD, "b", new Owner("batch", "Job", "x", "x")));
        directory.put(owned(Kind.JOB, "x", new Owner("batch", "Job", "x", "x")));

        assertThat(directory.resolve(Clues.NONE.withPodUid("a"), at("10:10")).mayImprove())
                .isFalse();
        assertThat(directory.resolve(Clues.NONE.withPodUid("c"), at("10:10")).mayImprove())
                .as("of another group's kind with the name of one that is watched")
                .isFalse();
        assertThat(((Resolved) directory.resolve(Clues.NONE.withPodUid("b"), at("10:10"))).owners())
                .hasSize(8);
    }

    @Test
    void forgottenOrChangedPod_isFoundByNothingOfBefore() {
        directory.put(pod("a", "a", "10.1.0.1", "10:00", null));
        directory.put(pod("a", "a", "10.1.0.2", "10:00", null));

        assertThat(inWords(directory.resolve(Clues.NONE.withPodIp("10.1.0.1"), at("10:10"))))
                .isEqualTo("NOT_KNOWN");

        directory.remove(new ObjectKey(Kind.POD, "a"));

        assertThat(directory.size()).isZero();
        for (Clues clues : List.of(
                Clues.NONE.withPodUid("a"), Clues.NONE.withPodIp("10.1.0.2"), Clues.NONE.withPodName("shop", "a"))) {
            assertThat(inWords(directory.resolve(clues, at("10:10")))).isEqualTo("NOT_KNOWN");
        }
    }

    private static String inWords(Resolution resolution) {
        if (resolution instanceof Resolved resolved) {
            return resolved.pod().key().uid() + " " + resolved.by();
        }
        return ((Unresolved) resolution).reason().name();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Instant at(String time) {
        return LocalTime.parse(time).atDate(LocalDate.of(2026, 3, 1)).toInstant(ZoneOffset.UTC);
    }

    private static ClusterObject pod(String uid, String name, String address, String start, @Nullable String end) {
        return new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                name,
                "shop",
                null,
                new Placement("node-1", address.isEmpty() ? List.of() : List.of(address), false),
                List.of(new Container("main", "shop/cart:1", "", "")),
                Map.of(),
                Map.of(),
                new Life(at(start), end == null ? null : at(end)));
    }

    private static ClusterObject onNetworkOf(String address, ClusterObject pod) {
        return new ClusterObject(
                pod.key(),
                pod.name(),
                pod.namespace(),
                null,
                new Placement("node-1", List.of(address), true),
                pod.containers(),
                Map.of(),
                Map.of(),
                pod.life());
    }

    private static ClusterObject owned(Kind kind, String uid, @Nullable Owner owner) {
        return new ClusterObject(
                new ObjectKey(kind, uid),
                uid,
                "shop",
                owner,
                Placement.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(at("10:00")));
    }
}
