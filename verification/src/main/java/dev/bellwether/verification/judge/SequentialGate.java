package dev.bellwether.verification.judge;

import static java.util.Objects.requireNonNull;

import dev.bellwether.verification.judge.Decision.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The gate by e-values: FAIL and PASS are wrong with probability alpha and beta at most, however often one looks.
 *
 * <p>Three tests run side by side: the ratio to the baseline beside it ({@link RatioProcess}), the ratio to the
 * service's minutes before it ({@link BeforeProcess}), and the canary's own error probability against the floor ({@link
 * BoundProcess}). FAIL is said where the ratio is proven to be above the tolerance and the canary above the floor; PASS
 * where the ratio is proven to be below the tolerance or the canary below the floor, each at beta / 2. FAIL is looked
 * at first.
 *
 * <p>Where the two arms cannot be compared (too much of one came late, or they are sampled differently) nothing is
 * proven; from the minimum bake on this ends the deployment as INCONCLUSIVE.
 *
 * <p>Mutable; owned by the one deployment that it judges. {@link #writeTo} and {@link #readFrom} keep it exactly.
 */
public final class SequentialGate implements Gate {

    /** Arms whose requests stand for numbers of requests that differ by more than this factor are not compared. */
    static final double LARGEST_WEIGHT_RATIO = 1.1;

    private static final int FORMAT = 1;
    private static final Decision UNDECIDED = new Decision(Outcome.UNDECIDED, "not decided yet");

    private final GateConfig config;
    private final RatioProcess beside;
    private final BoundProcess floor;
    private final Words words;
    private @Nullable BeforeProcess before;
    private Counts canary = Counts.NONE;
    private Counts baseline = Counts.NONE;
    private long canaryLate;
    private long baselineLate;
    private Decision decision = UNDECIDED;

    public SequentialGate(GateConfig config) {
        this.config = requireNonNull(config, "config");
        this.beside = new RatioProcess(config.tolerance(), config.alpha());
        this.floor = new BoundProcess(config.floor());
        this.words = new Words(config);
    }

    /** The demands that this gate began with. */
    public GateConfig config() {
        return config;
    }

    /**
     * Tells what the service did in the minutes before the first window of the canary: what {@link Comparison#BEFORE}
     * compares with. Once, before the first look that needs it.
     */
    public void freezeBefore(Counts counts) {
        requireNonNull(counts, "counts");
        if (before != null) {
            throw new IllegalStateException("frozen already: " + before.baseline());
        }
        before = new BeforeProcess(counts, config);
    }

    /** Whether {@link Comparison#BEFORE} is possible: the minutes before the canary are known and were not empty. */
    public boolean hasBefore() {
        return before != null && !before.baseline().isEmpty();
    }

    @Override
    public void observe(Stratum stratum) {
        canary = canary.plus(stratum.canary());
        baseline = baseline.plus(stratum.baseline());
        if (stratum.isPaired()) {
            beside.add(
                    stratum.canary().requests(),
                    stratum.canary().errors(),
                    stratum.baseline().requests(),
                    stratum.baseline().errors());
        }
    }

    @Override
    public void observeLate(long canaryRequests, long baselineRequests) {
        canaryLate += canaryRequests;
        baselineLate += baselineRequests;
    }

    @Override
    public Decision look(Comparison comparison, Duration baked, Duration elapsed) {
        if (decision.isFinal()) {
            return decision;
        }
        beside.look();
        floor.look(canary.requests(), canary.errors());
        if (before != null) {
            before.look(canary.requests(), canary.errors());
        }
        boolean over = elapsed.compareTo(config.deadline()) >= 0;
        boolean isBaked = baked.compareTo(config.minimumBake()) >= 0;
        String unfit = words.unfit(canary, comparedWith(comparison), canaryLate, baselineLate(comparison));
        if (unfit != null) {
            decision = isBaked || over ? new Decision(Outcome.INCONCLUSIVE, unfit) : decision;
        } else if (worse(comparison) && floor.maxAbove() >= -Math.log(config.alpha())) {
            decision = new Decision(Outcome.FAIL, words.fail(finding(comparison)));
        } else if (isBaked && better(comparison)) {
            decision = new Decision(Outcome.PASS, words.better(finding(comparison)));
        } else if (isBaked && belowFloor()) {
            decision = new Decision(Outcome.PASS, words.belowFloor(finding(comparison)));
        } else if (over) {
            decision = new Decision(Outcome.INCONCLUSIVE, words.undecidedAtDeadline(finding(comparison)));
        }
        return decision;
    }

    @Override
    public String standing(Comparison comparison) {
        if (decision.isFinal()) {
            return decision.reason();
        }
        String unfit = words.unfit(canary, comparedWith(comparison), canaryLate, baselineLate(comparison));
        return unfit != null ? unfit : words.undecided(finding(comparison));
    }

    private boolean worse(Comparison comparison) {
        return switch (comparison) {
            case BESIDE -> beside.maxWorse() >= -Math.log(config.alpha());
            case BEFORE -> before != null && before.worse().maxAbove() >= Math.log(2 / config.alpha());
            case NONE -> false;
        };
    }

    private boolean better(Comparison comparison) {
        double threshold = Math.log(2 / config.beta());
        return switch (comparison) {
            case BESIDE -> beside.maxBetter() >= threshold;
            case BEFORE -> before != null && before.better().maxBelow() >= threshold;
            case NONE -> false;
        };
    }

    private boolean belowFloor() {
        return floor.maxBelow() >= Math.log(2 / config.beta());
    }

    @Override
    public Finding finding(Comparison comparison) {
        OptionalDouble ratio = OptionalDouble.empty();
        Interval interval = Interval.UNBOUNDED;
        boolean suspected = false;
        if (comparison == Comparison.BESIDE) {
            ratio = beside.ratio();
            interval = beside.interval();
            suspected = beside.regressionSuspected();
        } else if (comparison == Comparison.BEFORE && before != null) {
            ratio = before.ratio(canary);
            interval = before.interval();
            suspected = before.regressionSuspected();
        }
        return new Finding(
                comparison,
                canary,
                comparedWith(comparison),
                canaryLate,
                baselineLate(comparison),
                ratio,
                interval,
                suspected,
                requestsToDecision(comparison));
    }

    private Counts comparedWith(Comparison comparison) {
        return switch (comparison) {
            case BESIDE -> baseline;
            case BEFORE -> before == null ? Counts.NONE : before.baseline();
            case NONE -> Counts.NONE;
        };
    }

    /** Only a baseline that runs beside the canary can be late for it. */
    private long baselineLate(Comparison comparison) {
        return comparison == Comparison.BESIDE ? baselineLate : 0;
    }

    /** The nearest of the ways to a decision, by how far the requests until now have gone on it. */
    private OptionalLong requestsToDecision(Comparison comparison) {
        double fail = -Math.log(config.alpha());
        double pass = Math.log(2 / config.beta());
        double half = Math.log(2 / config.alpha());
        long n = canary.requests();
        long errors = canary.errors();
        double worse = Double.POSITIVE_INFINITY;
        double better = Double.POSITIVE_INFINITY;
        if (comparison == Comparison.BESIDE) {
            worse = beside.repeatsUntilWorse(fail);
            better = beside.repeatsUntilBetter(pass);
        } else if (comparison == Comparison.BEFORE && before != null) {
            worse = before.worse().repeatsUntilAbove(half, n, errors);
            better = before.better().repeatsUntilBelow(pass, n, errors);
        }
        double toFail = Math.max(worse, floor.repeatsUntilAbove(fail, n, errors));
        double toPass = Math.min(better, floor.repeatsUntilBelow(pass, n, errors));
        double repeats = Math.min(toFail, toPass);
        return n == 0 || Double.isInfinite(repeats) || Double.isNaN(repeats)
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil(repeats * n));
    }

    /** Writes all that the gate knows, its demands included; doubles bit by bit. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        config.writeTo(out);
        beside.writeTo(out);
        floor.writeTo(out);
        out.writeBoolean(before != null);
        if (before != null) {
            before.baseline().writeTo(out);
            before.writeTo(out);
        }
        canary.writeTo(out);
        baseline.writeTo(out);
        out.writeLong(canaryLate);
        out.writeLong(baselineLate);
        out.writeUTF(decision.outcome().name());
        out.writeUTF(decision.reason());
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IOException where it was not written by this version of it
     */
    public static SequentialGate readFrom(DataInput in) throws IOException {
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("gate format: " + format + " (expected: " + FORMAT + ")");
        }
        SequentialGate gate = new SequentialGate(GateConfig.readFrom(in));
        gate.beside.readFrom(in);
        gate.floor.readFrom(in);
        if (in.readBoolean()) {
            BeforeProcess before = new BeforeProcess(Counts.readFrom(in), gate.config);
            before.readFrom(in);
            gate.before = before;
        }
        gate.canary = Counts.readFrom(in);
        gate.baseline = Counts.readFrom(in);
        gate.canaryLate = in.readLong();
        gate.baselineLate = in.readLong();
        Outcome outcome = Outcome.valueOf(in.readUTF());
        gate.decision = new Decision(outcome, in.readUTF());
        return gate;
    }
}
