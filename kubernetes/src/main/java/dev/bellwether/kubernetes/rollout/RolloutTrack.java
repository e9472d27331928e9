package dev.bellwether.kubernetes.rollout;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.rollout.RolloutNews.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

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
     * @param news empty where nothing happened that is worth saying
     */
    public record Step(RolloutTrack track, Optional<RolloutNews> news) {

        public Step {
            requireNonNull(track, "track");
            requireNonNull(news, "news");
        }
    }

    /** Looks at the workload again. */
    public Step next(Rollout now) {
        if (now.version().isEmpty() || now.version().equals(version)) {
            return same(now.replicas());
        }
        if (version.isEmpty()) {
            return new Step(begin(now), Optional.empty());
        }
        if (now.version().equals(previousVersion)) {
            RolloutNews back = new RolloutNews(Kind.ROLLED_BACK, version, now.version(), now.replicas());
            return new Step(new RolloutTrack(now.version(), "", false, now.replicas()), Optional.of(back));
        }
        // while one is open, most of the traffic may still be that of the version before: who judges knows better
        RolloutNews started = new RolloutNews(Kind.STARTED, now.version(), open ? "" : version, now.replicas());
        return new Step(new RolloutTrack(now.version(), version, true, now.replicas()), Optional.of(started));
    }

    private Step same(Replicas now) {
        boolean complete = open && now.areComplete();
        RolloutTrack after = new RolloutTrack(version, previousVersion, open && !complete, now);
        if (!open || now.equals(replicas) && !complete) {
            return new Step(after, Optional.empty());
        }
        Kind kind = complete ? Kind.FINISHED : Kind.PROGRESSING;
        return new Step(after, Optional.of(new RolloutNews(kind, version, previousVersion, now)));
    }

    /** For {@link #readFrom}. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(version);
        out.writeUTF(previousVersion);
        out.writeBoolean(open);
        out.writeInt(replicas.wanted());
        out.writeInt(replicas.updated());
        out.writeInt(replicas.ready());
        out.writeInt(replicas.old());
    }

    /** What {@link #writeTo} wrote. */
    public static RolloutTrack readFrom(DataInput in) throws IOException {
        return new RolloutTrack(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                new Replicas(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }
}
