package dev.bellwether.kubernetes.rollout;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.rollout.RolloutNews.Kind;
import java.util.List;

/**
 * What is known of a workload's rollouts. A rollout is a change of the version in its template: another template with the same version is
 * nothing that could be told apart in telemetry, and one without a version nothing that has a name. Immutable.
 *
 * @param version of the template, the last one that had a name
 * @param previousVersion that it replaced; empty where that is not known, or where it was rolled back to
 * @param open whether it is being rolled out
 * @param replicas when looked at last
 */
public record RolloutTrack(String version, String previousVersion, boolean open, Replicas replicas) {

    public RolloutTrack {
        requireNonNull(version, "version");
        requireNonNull(previousVersion, "previousVersion");
        requireNonNull(replicas, "replicas");
    }

    /** A workload that is seen for the first time: what it runs is no change of anything. */
    public static RolloutTrack begin(Rollout seen) {
        return new RolloutTrack(seen.version(), "", false, seen.replicas());
    }

    /**
     * One look further.
     *
     * @param track what is known now
     * @param news in the order in which it is told; none where nothing happened that is worth saying
     */
    public record Step(RolloutTrack track, List<RolloutNews> news) {

        public Step {
            requireNonNull(track, "track");
            news = List.copyOf(news);
        }
    }

    /** Looks at the workload again. */
    public Step next(Rollout now) {
        if (now.version().isEmpty() || now.version().equals(version)) {
            return same(now.replicas());
        }
        if (version.isEmpty()) {
            return new Step(begin(now), List.of());
        }
        if (now.version().equals(previousVersion)) {
            RolloutNews back = new RolloutNews(Kind.ROLLED_BACK, version, now.version(), now.replicas());
            return new Step(new RolloutTrack(now.version(), "", false, now.replicas()), List.of(back));
        }
        // while one is open, most of the traffic may still be that of the version before: who judges knows better
        RolloutNews started = new RolloutNews(Kind.STARTED, now.version(), open ? "" : version, now.replicas());
        RolloutTrack begun = new RolloutTrack(now.version(), version, true, now.replicas());
        if (!now.replicas().areComplete()) {
            return new Step(begun, List.of(started));
        }
        // nobody looked while it went on, or it was over at once: there will be no other look at which it ends
        return new Step(begun.closed(now.replicas()), List.of(started, begun.news(Kind.FINISHED, now.replicas())));
    }

    private Step same(Replicas now) {
        if (open && now.areComplete()) {
            return new Step(closed(now), List.of(news(Kind.FINISHED, now)));
        }
        RolloutTrack after = new RolloutTrack(version, previousVersion, open, now);
        return new Step(after, open && !now.equals(replicas) ? List.of(news(Kind.PROGRESSING, now)) : List.of());
    }

    private RolloutTrack closed(Replicas now) {
        return new RolloutTrack(version, previousVersion, false, now);
    }

    private RolloutNews news(Kind kind, Replicas now) {
        return new RolloutNews(kind, version, previousVersion, now);
    }
}
