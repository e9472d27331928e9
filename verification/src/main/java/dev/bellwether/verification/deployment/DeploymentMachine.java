package dev.bellwether.verification.deployment;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.schemas.Versions;
import dev.bellwether.verification.deployment.Outbox.Ignored;
import dev.bellwether.verification.judge.Decision;
import dev.bellwether.verification.judge.Decision.Outcome;
import dev.bellwether.verification.judge.SequentialGate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a service's deployments. At most one is open; every one that was STARTED ends with one final verdict and
 * one of FINISHED, SUPERSEDED or ROLLED_BACK. The README of this module has the table.
 *
 * <p>Without state of its own. Windows, events and times of one service must come in the order of their log times.
 */
public final class DeploymentMachine {

    private final DeploymentConfig config;

    public DeploymentMachine(DeploymentConfig config) {
        this.config = requireNonNull(config, "config");
    }

    /**
     * Somebody outside says something.
     *
     * @param event its {@code deployment} and {@code at} are not looked at
     * @param at log time at which it takes effect
     */
    public void onEvent(ServiceState service, DeploymentEvent event, long at, Outbox out) {
        onTime(service, at, out);
        if (Math.max(event.getVersion().length(), event.getPreviousVersion().length()) > Versions.LONGEST) {
            out.ignored(Ignored.OVERLONG_VERSION);
            return;
        }
        if (event.getSource() == DeploymentSource.KUBERNETES && !service.hasTelemetry()) {
            out.ignored(Ignored.NO_TELEMETRY);
            return;
        }
        switch (event.getPhase()) {
            case ANNOUNCED, STARTED -> announced(service, event, at, out);
            case STEPPED -> stepped(service, event, at, out);
            case PROGRESSING, ROLLED_OUT -> progressed(service, event, at, out);
            case FINISHED -> endedOutside(service, event, "it was declared finished before it was decided", at, out);
            case SUPERSEDED -> endedOutside(service, event, "it was superseded before it was decided", at, out);
            case ROLLED_BACK -> endedOutside(service, event, "it was rolled back before it was decided", at, out);
            case UNKNOWN -> out.ignored(Ignored.UNKNOWN_PHASE);
        }
    }

    /** A window of the service closed. */
    public void onWindow(ServiceState service, ClosedWindow window, Outbox out) {
        long at = window.closedAt();
        service.forget(window.end() - config.versionMemory().toMillis());
        detectNewVersions(service, window, out);
        service.open().filter(open -> at >= open.startedAt()).ifPresent(open -> {
            open.judge(window, service, config);
            decide(service, open, at, out);
        });
        service.remember(window, config.gate().beforeLength());
        watchForRollBack(service, window, out);
    }

    /** Time passed. To be called when {@link ServiceState#deadline} is reached. */
    public void onTime(ServiceState service, long now, Outbox out) {
        service.open()
                .filter(open -> now >= open.deadline())
                .ifPresent(open -> decide(service, open, open.deadline(), out));
    }

    // ---- beginnings

    private void announced(ServiceState service, DeploymentEvent event, long at, Outbox out) {
        String version = Versions.normalise(event.getVersion());
        if (version.isEmpty()) {
            out.ignored(Ignored.UNNAMED_VERSION);
            return;
        }
        String previous = Versions.normalise(event.getPreviousVersion());
        service.touch(at);
        Optional<OpenDeployment> same = openOf(service, version);
        if (same.isPresent()) {
            enrich(service, same.get(), event, at, out);
            return;
        }
        Optional<EndedDeployment> late = service.ended().filter(ended -> isMeant(ended, version, at));
        if (late.isPresent()) {
            service.replaceEnded(late.get().withAnnounced());
            out.event(DeploymentFacts.event(
                    service.key(), late.get(), Change.outside(DeploymentPhase.ANNOUNCED, event, at)));
            return;
        }
        String baseline = previous.isEmpty() || previous.equals(version) ? service.busiestBut(version, at) : previous;
        OpenDeployment opened = newDeployment(service, version, baseline, event.getSource(), at);
        opened.announce(event.getWeight(), event.getStep());
        start(service, opened, Change.outside(DeploymentPhase.STARTED, event, at), out);
    }

    private static void enrich(ServiceState service, OpenDeployment open, DeploymentEvent event, long at, Outbox out) {
        String previous = Versions.normalise(event.getPreviousVersion());
        open.announce(event.getWeight(), event.getStep());
        if (!previous.isEmpty() && !previous.equals(open.version()) && !previous.equals(open.baselineVersion())) {
            open.compareWith(previous);
        }
        out.event(DeploymentFacts.event(service.key(), open, Change.outside(DeploymentPhase.ANNOUNCED, event, at)));
    }

    /**
     * An announcement that comes after telemetry spoke of the same version means the deployment that telemetry opened.
     */
    private boolean isMeant(EndedDeployment ended, String version, long at) {
        return ended.version().equals(version)
                && ended.source() == DeploymentSource.TELEMETRY
                && !ended.announced()
                && at - ended.startedAt() <= config.lateAnnouncement().toMillis();
    }

    private void detectNewVersions(ServiceState service, ClosedWindow window, Outbox out) {
        if (service.isYoung(window.start(), config.firstVersions())) {
            return;
        }
        List<String> unseen = window.versions().entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty()
                        && !entry.getValue().operations().isEmpty())
                .filter(entry -> !service.knows(entry.getKey()))
                .filter(entry -> openOf(service, entry.getKey()).isEmpty())
                .sorted(Comparator.comparingLong(
                        entry -> -entry.getValue().total().requests()))
                .map(Map.Entry::getKey)
                .toList();
        if (unseen.isEmpty()) {
            return;
        }
        long at = window.closedAt();
        if (service.countNewVersions(unseen.size(), at) > config.maximumNewVersions()) {
            unseen.forEach(version -> out.ignored(Ignored.TOO_MANY_VERSIONS));
            service.open()
                    .filter(open -> !open.announced())
                    .ifPresent(open -> supersede(service, open, "new versions come too often to be judged", at, out));
            return;
        }
        String version = unseen.get(0);
        unseen.stream().skip(1).forEach(other -> out.ignored(Ignored.TOO_MANY_VERSIONS));
        String baseline = service.busiestBut(version, window.end());
        OpenDeployment opened = newDeployment(service, version, baseline, DeploymentSource.TELEMETRY, at);
        String reason = "version " + version + " was not seen before";
        start(service, opened, Change.telemetry(DeploymentPhase.STARTED, reason, at), out);
    }

    private OpenDeployment newDeployment(
            ServiceState service, String version, String baseline, DeploymentSource source, long at) {
        String id = DeploymentFacts.id(service.key(), version, at);
        return new OpenDeployment(id, version, baseline, at, source, new SequentialGate(config.gate()));
    }

    private static void start(ServiceState service, OpenDeployment opened, Change change, Outbox out) {
        String why = "version " + opened.version() + " came after it";
        service.open().ifPresent(old -> supersede(service, old, why, change.at(), out));
        service.open(opened);
        out.event(DeploymentFacts.event(service.key(), opened, change));
    }

    // ---- the way

    private void stepped(ServiceState service, DeploymentEvent event, long at, Outbox out) {
        Optional<OpenDeployment> meant = meant(service, event);
        if (meant.isEmpty()) {
            out.ignored(Ignored.NOTHING_OPEN);
            return;
        }
        OpenDeployment open = meant.get();
        int ends = open.step(event.getWeight(), event.getStep());
        out.event(DeploymentFacts.event(service.key(), open, Change.outside(DeploymentPhase.STEPPED, event, at)));
        Decision standing = new Decision(Outcome.INCONCLUSIVE, open.gate().standing(open.comparison()));
        out.verdict(DeploymentFacts.verdict(service.key(), open, standing, ends, at));
    }

    /** How far a workload is with a version; its verdict may be there before all of its replicas run it. */
    private static void progressed(ServiceState service, DeploymentEvent event, long at, Outbox out) {
        Change change = Change.outside(event.getPhase(), event, at);
        Optional<DeploymentEvent> known = openOf(service, Versions.normalise(event.getVersion()))
                .map(open -> DeploymentFacts.event(service.key(), open, change))
                .or(() -> service.ended()
                        .filter(ended -> ended.version().equals(Versions.normalise(event.getVersion())))
                        .map(ended -> DeploymentFacts.event(service.key(), ended, change)));
        known.ifPresentOrElse(
                said -> out.event(DeploymentEvent.newBuilder(said)
                        .setReplicas(event.getReplicas())
                        .setUpdatedReplicas(event.getUpdatedReplicas())
                        .setReadyReplicas(event.getReadyReplicas())
                        .build()),
                () -> out.ignored(Ignored.NOTHING_OPEN));
    }

    // ---- ends

    private static void decide(ServiceState service, OpenDeployment open, long at, Outbox out) {
        Decision decision = open.decide(at);
        if (decision.isFinal()) {
            String reason = decision.outcome() + ": " + decision.reason();
            end(service, open, decision, Change.judge(DeploymentPhase.FINISHED, reason, at), out);
        }
    }

    private static void supersede(ServiceState service, OpenDeployment open, String why, long at, Outbox out) {
        Decision decision = new Decision(Outcome.INCONCLUSIVE, why + ": it is judged no further");
        end(service, open, decision, Change.judge(DeploymentPhase.SUPERSEDED, why, at), out);
    }

    private void endedOutside(ServiceState service, DeploymentEvent event, String why, long at, Outbox out) {
        Optional<OpenDeployment> open = meant(service, event);
        if (open.isPresent()) {
            Decision decision = new Decision(
                    Outcome.INCONCLUSIVE,
                    why + " (" + open.get().gate().standing(open.get().comparison()) + ")");
            end(service, open.get(), decision, Change.outside(event.getPhase(), event, at), out);
            return;
        }
        Optional<EndedDeployment> rolledBack = service.ended()
                .filter(ended -> event.getPhase() == DeploymentPhase.ROLLED_BACK && !ended.rolledBack())
                .filter(ended -> isOrUnnamed(event, ended.version()));
        if (rolledBack.isPresent()) {
            rolledBack(service, rolledBack.get(), Change.outside(DeploymentPhase.ROLLED_BACK, event, at), out);
        } else {
            out.ignored(Ignored.NOTHING_OPEN);
        }
    }

    private void watchForRollBack(ServiceState service, ClosedWindow window, Outbox out) {
        long at = window.closedAt();
        service.open().ifPresent(open -> {
            if (isBack(open.takeover(), window, open.baselineVersion(), open.version())) {
                String why = "version " + open.baselineVersion() + " took its traffic back";
                Decision decision = new Decision(Outcome.INCONCLUSIVE, why + " before it was decided");
                end(service, open, decision, Change.telemetry(DeploymentPhase.ROLLED_BACK, why, at), out);
            }
        });
        service.ended().filter(ended -> !ended.rolledBack()).ifPresent(ended -> {
            if (isBack(ended.takeover(), window, ended.baselineVersion(), ended.version())) {
                String why = "version " + ended.baselineVersion() + " took its traffic back";
                rolledBack(service, ended, Change.telemetry(DeploymentPhase.ROLLED_BACK, why, at), out);
            }
        });
    }

    private static boolean isBack(Takeover takeover, ClosedWindow window, String oldVersion, String newVersion) {
        return !oldVersion.isEmpty()
                && takeover.observe(
                        window.of(oldVersion).total().requests(),
                        window.of(newVersion).total().requests());
    }

    private static void rolledBack(ServiceState service, EndedDeployment ended, Change change, Outbox out) {
        service.replaceEnded(ended.withRolledBack());
        out.event(DeploymentFacts.event(service.key(), ended, change));
    }

    /** The final verdict, then the event that ends it. */
    private static void end(ServiceState service, OpenDeployment open, Decision decision, Change change, Outbox out) {
        out.verdict(DeploymentFacts.verdict(service.key(), open, decision, 0, change.at()));
        out.event(DeploymentFacts.event(service.key(), open, change));
        boolean over = change.phase() == DeploymentPhase.ROLLED_BACK || change.phase() == DeploymentPhase.SUPERSEDED;
        service.end(EndedDeployment.from(open, over), decision.outcome() == Outcome.FAIL);
    }

    // ---- which one is meant

    private static Optional<OpenDeployment> openOf(ServiceState service, String version) {
        return service.open().filter(open -> open.version().equals(version));
    }

    private static Optional<OpenDeployment> meant(ServiceState service, DeploymentEvent event) {
        return service.open().filter(open -> isOrUnnamed(event, open.version()));
    }

    private static boolean isOrUnnamed(DeploymentEvent event, String version) {
        String named = Versions.normalise(event.getVersion());
        return named.isEmpty() || named.equals(version);
    }
}
