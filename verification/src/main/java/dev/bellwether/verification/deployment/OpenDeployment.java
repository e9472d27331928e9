package dev.bellwether.verification.deployment;

import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.verification.deployment.ClosedWindow.VersionTraffic;
import dev.bellwether.verification.judge.Comparison;
import dev.bellwether.verification.judge.Counts;
import dev.bellwether.verification.judge.Decision;
import dev.bellwether.verification.judge.SequentialGate;
import dev.bellwether.verification.judge.Stratum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A deployment that is being judged. Mutable; owned by the {@link ServiceState} of its service. */
final class OpenDeployment {

    private static final long NONE_YET = Long.MIN_VALUE;
    private static final int TRACES = 10;

    private final String id;
    private final String version;
    private final long startedAt;
    private final DeploymentSource source;
    private String baselineVersion;
    private boolean announced;
    private @Nullable Double weight;
    private int step;
    private SequentialGate gate;
    private Comparison comparison;
    private Takeover takeover = new Takeover();
    private long firstWindowStart = NONE_YET;
    private long lastWindowEnd = NONE_YET;
    private int windows;
    private int completeWindows;
    private final List<String> traceIds = new ArrayList<>();

    OpenDeployment(
            String id,
            String version,
            String baselineVersion,
            long startedAt,
            DeploymentSource source,
            SequentialGate gate) {
        this.id = id;
        this.version = version;
        this.baselineVersion = baselineVersion;
        this.startedAt = startedAt;
        this.source = source;
        this.gate = gate;
        this.comparison = baselineVersion.isEmpty() ? Comparison.NONE : Comparison.BESIDE;
    }

    String id() {
        return id;
    }

    String version() {
        return version;
    }

    String baselineVersion() {
        return baselineVersion;
    }

    long startedAt() {
        return startedAt;
    }

    /** Who spoke of it first. */
    DeploymentSource source() {
        return source;
    }

    boolean announced() {
        return announced;
    }

    @Nullable
    Double weight() {
        return weight;
    }

    /** The step that it is in; 0 where nobody spoke of steps. */
    int step() {
        return step;
    }

    SequentialGate gate() {
        return gate;
    }

    Comparison comparison() {
        return comparison;
    }

    Takeover takeover() {
        return takeover;
    }

    int windows() {
        return windows;
    }

    List<String> traceIds() {
        return List.copyOf(traceIds);
    }

    /** Start of the first window judged; meaningless before there is one. */
    long firstWindowStart() {
        return firstWindowStart;
    }

    long lastWindowEnd() {
        return lastWindowEnd;
    }

    /** Share of the windows judged for which every source partition had been read. */
    double completeness() {
        return windows == 0 ? 1 : (double) completeWindows / windows;
    }

    /** Somebody outside speaks of it. */
    void announce(@Nullable Double announcedWeight, int announcedStep) {
        announced = true;
        weight = announcedWeight == null ? weight : announcedWeight;
        step = Math.max(step, announcedStep);
    }

    /**
     * The canary's share changes.
     *
     * @param next number of the step that begins; 0: the next
     * @return number of the step that ends
     */
    int step(@Nullable Double newWeight, int next) {
        int ends = Math.max(1, step);
        step = next > 0 ? next : ends + 1;
        weight = newWeight == null ? weight : newWeight;
        announced = true;
        return ends;
    }

    /**
     * Compares with another version from now on. What was compared until now says nothing of it, so judging begins
     * anew.
     */
    void compareWith(String otherBaseline) {
        baselineVersion = otherBaseline;
        comparison = Comparison.BESIDE;
        gate = new SequentialGate(gate.config());
        takeover = new Takeover();
        firstWindowStart = NONE_YET;
        lastWindowEnd = NONE_YET;
        windows = 0;
        completeWindows = 0;
        traceIds.clear();
    }

    /** Judges a window that closed after this deployment had started. */
    void judge(ClosedWindow window, ServiceState service, DeploymentConfig config) {
        VersionTraffic canary = window.of(version);
        VersionTraffic baseline = baselineVersion.isEmpty() ? VersionTraffic.NONE : window.of(baselineVersion);
        long before = startedAt - (window.closedAt() - window.end());
        gate.observeLate(canary.lateAfter(before), baseline.lateAfter(before));
        if (!canary.operations().isEmpty()) {
            if (firstWindowStart == NONE_YET) {
                firstWindowStart = window.start();
                gate.freezeBefore(service.before(
                        window.start() - gate.config().beforeLength().toMillis(), version));
            }
            new TreeMap<>(canary.operations())
                    .forEach((operation, counts) -> gate.observe(
                            new Stratum(counts, baseline.operations().getOrDefault(operation, Counts.NONE))));
            windows++;
            completeWindows += window.complete() ? 1 : 0;
            lastWindowEnd = window.end();
            canary.errorTraceIds().stream()
                    .filter(id -> !traceIds.contains(id))
                    .limit(TRACES - traceIds.size())
                    .forEach(traceIds::add);
        }
        comparison = compared(window, baseline, service, config);
    }

    private Comparison compared(
            ClosedWindow window, VersionTraffic baseline, ServiceState service, DeploymentConfig config) {
        long recently = window.end() - config.besideWithin().toMillis();
        if (!baseline.operations().isEmpty() || service.ranSince(baselineVersion, recently)) {
            return Comparison.BESIDE;
        }
        return gate.hasBefore() ? Comparison.BEFORE : Comparison.NONE;
    }

    /** What the gate says at a log time. */
    Decision decide(long at) {
        Duration baked =
                firstWindowStart == NONE_YET ? Duration.ZERO : Duration.ofMillis(lastWindowEnd - firstWindowStart);
        return gate.look(comparison, baked, Duration.ofMillis(Math.max(0, at - startedAt)));
    }

    /** Whether no telemetry of the canary was ever seen. */
    boolean hasNoData() {
        return windows == 0 && gate.finding(comparison).canaryLate() == 0;
    }

    /** When it ends if nothing decides it before. */
    long deadline() {
        return startedAt + gate.config().deadline().toMillis();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(id);
        out.writeUTF(version);
        out.writeUTF(baselineVersion);
        out.writeLong(startedAt);
        out.writeUTF(source.name());
        gate.writeTo(out);
        out.writeUTF(comparison.name());
        out.writeBoolean(announced);
        out.writeBoolean(weight != null);
        out.writeDouble(weight == null ? 0 : weight);
        out.writeInt(step);
        takeover.writeTo(out);
        out.writeLong(firstWindowStart);
        out.writeLong(lastWindowEnd);
        out.writeInt(windows);
        out.writeInt(completeWindows);
        out.writeByte(traceIds.size());
        for (String traceId : traceIds) {
            out.writeUTF(traceId);
        }
    }

    static OpenDeployment readFrom(DataInput in) throws IOException {
        OpenDeployment open = new OpenDeployment(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                DeploymentSource.valueOf(in.readUTF()),
                SequentialGate.readFrom(in));
        open.comparison = Comparison.valueOf(in.readUTF());
        open.announced = in.readBoolean();
        boolean weighted = in.readBoolean();
        double weight = in.readDouble();
        open.weight = weighted ? weight : null;
        open.step = in.readInt();
        open.takeover = Takeover.readFrom(in);
        open.firstWindowStart = in.readLong();
        open.lastWindowEnd = in.readLong();
        open.windows = in.readInt();
        open.completeWindows = in.readInt();
        int traces = in.readUnsignedByte();
        for (int i = 0; i < traces; i++) {
            open.traceIds.add(in.readUTF());
        }
        return open;
    }
}
