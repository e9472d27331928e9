package dev.bellwether.verification.deployment;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.Verdict;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.verification.deployment.ClosedWindow.VersionTraffic;
import dev.bellwether.verification.judge.Counts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One service's time, told in seconds of log time. Windows of 5 s close 10 s after their end; traffic set at a time
 * flows from the window that begins then. After every step the state is written and read back.
 */
final class Story implements Outbox {

    static final ServiceKey SERVICE = new ServiceKey("prod", "shop", "checkout");
    static final int WINDOW = 5;
    static final int GRACE = 10;

    private final DeploymentMachine machine;
    private ServiceState state = new ServiceState(SERVICE);
    private long nextWindow;
    private boolean complete = true;

    private final Map<String, Flow> flows = new TreeMap<>();
    private final Map<String, TreeMap<Long, Long>> late = new TreeMap<>();
    final List<DeploymentEvent> events = new ArrayList<>();
    final List<Verdict> verdicts = new ArrayList<>();
    final List<Ignored> ignored = new ArrayList<>();
    final List<String> told = new ArrayList<>();

    Story(DeploymentConfig config) {
        machine = new DeploymentMachine(config);
    }

    /** Requests per second and the share of them that fail, spread evenly. */
    private static final class Flow {
        final double perSecond;
        final double errorShare;
        double requests;
        double errors;

        Flow(double perSecond, double errorShare) {
            this.perSecond = perSecond;
            this.errorShare = errorShare;
        }

        Counts window() {
            long requestsBefore = (long) requests;
            long errorsBefore = (long) errors;
            requests += perSecond * WINDOW;
            errors += perSecond * WINDOW * errorShare;
            return Counts.of((long) requests - requestsBefore, (long) errors - errorsBefore);
        }
    }

    Story traffic(String version, double perSecond, double errorShare) {
        flows.put(version, new Flow(perSecond, errorShare));
        return this;
    }

    Story stops(String version) {
        flows.remove(version);
        return this;
    }

    /** Requests that arrive in the window now beginning, for a window that closed. */
    Story late(String version, long windowEndSeconds, long requests) {
        late.computeIfAbsent(version, v -> new TreeMap<>()).merge(windowEndSeconds * 1000, requests, Long::sum);
        return this;
    }

    Story incomplete(boolean now) {
        complete = !now;
        return this;
    }

    /** Lets windows begin until a time, and so close until {@link #GRACE} after it. */
    Story windowsUntil(long seconds) {
        while (nextWindow < seconds) {
            long start = nextWindow;
            nextWindow += WINDOW;
            TreeMap<String, VersionTraffic> versions = new TreeMap<>();
            flows.forEach((version, flow) -> {
                Counts counts = flow.window();
                if (!counts.isEmpty()) {
                    List<String> traces = counts.errors() == 0 ? List.of() : List.of("trace-" + version + "-" + start);
                    versions.put(version, new VersionTraffic(Map.of("GET /", counts), new TreeMap<>(), traces));
                }
            });
            late.forEach((version, counts) -> versions.merge(
                    version,
                    new VersionTraffic(Map.of(), counts, List.of()),
                    (a, b) -> new VersionTraffic(a.operations(), b.late(), a.errorTraceIds())));
            late.clear();
            long closedAt = (nextWindow + GRACE) * 1000;
            time(closedAt);
            if (!versions.isEmpty()) {
                ClosedWindow window = new ClosedWindow(start * 1000, nextWindow * 1000, closedAt, complete, versions);
                step(s -> machine.onWindow(s, window, this));
            }
        }
        return this;
    }

    private void time(long now) {
        state.deadline().ifPresent(deadline -> {
            if (deadline <= now) {
                step(s -> machine.onTime(s, deadline, this));
            }
        });
    }

    /** Lets time pass without windows. */
    Story silenceUntil(long seconds) {
        time(seconds * 1000);
        nextWindow = Math.max(nextWindow, (seconds - GRACE) / WINDOW * WINDOW);
        return this;
    }

    Story says(DeploymentPhase phase, String version, long atSeconds) {
        return says(atSeconds, event -> event.setPhase(phase).setVersion(version));
    }

    Story says(long atSeconds, Consumer<DeploymentEvent.Builder> what) {
        DeploymentEvent.Builder event = DeploymentEvent.newBuilder()
                .setEnvironment(SERVICE.environment())
                .setNamespace(SERVICE.namespace())
                .setService(SERVICE.name())
                .setSource(DeploymentSource.COMMAND)
                .setAt(Instant.ofEpochSecond(atSeconds));
        what.accept(event);
        step(s -> machine.onEvent(s, event.build(), atSeconds * 1000, this));
        return this;
    }

    private void step(Consumer<ServiceState> transition) {
        transition.accept(state);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.writeTo(new DataOutputStream(bytes));
            state = ServiceState.readFrom(SERVICE, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            state.writeTo(new DataOutputStream(again));
            if (!java.util.Arrays.equals(bytes.toByteArray(), again.toByteArray())) {
                throw new AssertionError("state changed by writing and reading it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServiceState state() {
        return state;
    }

    @Override
    public void event(DeploymentEvent event) {
        events.add(event);
        String over = event.getPreviousVersion().isEmpty() ? "" : " over " + event.getPreviousVersion();
        told.add(event.getAt().getEpochSecond() + " " + event.getPhase() + " " + event.getVersion() + over + " by "
                + event.getSource());
    }

    @Override
    public void verdict(Verdict verdict) {
        verdicts.add(verdict);
        String step = verdict.getFinal$() ? "" : " of step " + verdict.getStep();
        told.add(verdict.getDecidedAt().getEpochSecond() + " " + verdict.getStatus() + " " + verdict.getVersion()
                + step);
    }

    @Override
    public void ignored(Ignored reason) {
        ignored.add(reason);
    }
}
