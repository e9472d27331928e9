package dev.bellwether.kubernetes.directory;

import static java.util.Objects.requireNonNull;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Owner;
import java.util.List;
import java.util.Optional;

/** Which pod telemetry comes from, or why that is not known. */
public sealed interface Resolution {

    /** Whether metadata that is on its way may say more. */
    boolean mayImprove();

    /**
     * The pod is known.
     *
     * @param owners who controls it, and who controls that, up to where nobody does, or nobody is known
     * @param ownersKnown whether that is all of them, as far as their kinds are watched
     * @param by what led to it
     * @param there whether it was there at the time; false in the grace after its end, when another one may have its address or name
     *     already
     */
    record Resolved(ClusterObject pod, List<Owner> owners, boolean ownersKnown, Association by, boolean there)
            implements Resolution {

        public Resolved {
            requireNonNull(pod, "pod");
            owners = List.copyOf(owners);
            requireNonNull(by, "by");
        }

        /** Name of the nearest owner of a kind, written as Kubernetes does, for example {@code Deployment}. */
        public Optional<String> ownerName(String kind) {
            return owners.stream()
                    .filter(owner -> owner.kind().equals(kind))
                    .map(Owner::name)
                    .findFirst();
        }

        @Override
        public boolean mayImprove() {
            return !ownersKnown || !there;
        }
    }

    /**
     * The pod is not known.
     *
     * @param reason where associations failed for several reasons, the last one in the order of {@link Reason}
     * @param mayImprove whether one of them, not only the one of the reason, may find it yet
     */
    record Unresolved(Reason reason, boolean mayImprove) implements Resolution {

        public Unresolved {
            requireNonNull(reason, "reason");
        }
    }

    /** Why a pod is not known. */
    enum Reason {
        /** Neither the resource nor the connection says anything that is looked at. */
        NO_CLUE(false),
        /** No pod has, or had within the grace, what they say. */
        NOT_KNOWN(true),
        /** The address is that of a node: any of its pods that use the node's network may be meant. */
        SHARED_ADDRESS(false),
        /** There is such a pod, but it was not there at the time. */
        OTHER_TIME(true),
        /** What it was found by leads to a pod that has another uid, name or namespace than the resource says. */
        CONTRADICTED(true),
        /** Not all that there is has been read yet, and it takes longer than anybody waits for it. */
        LOADING(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** Whether metadata that is on its way may put an end to it. */
        boolean mayPass() {
            return passing;
        }
    }
}
