package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch of one kind: a list, in pages, and from there on every change. Where the API server has forgotten the version that was
 * read last (410), the list is read again; what fails is tried again after a pause that doubles. Both are the informer's work.
 */
final class KindWatch<T extends HasMetadata> implements AutoCloseable {

    private final Kind kind;
    private final UidStore<T> store;
    private final Publication publication;
    private final WatchMeters meters;
    private final SharedIndexInformer<T> informer;
    private volatile @Nullable Problem problem;

    /**
     * @param objects all objects of the kind, in pages
     * @param empty makes an object with nothing in it
     */
    KindWatch(Kind kind, Informable<T> objects, Supplier<T> empty, Publication publication, WatchMeters meters) {
        this.kind = kind;
        this.store = new UidStore<>(empty);
        this.publication = publication;
        this.meters = meters;
        this.informer = objects.runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(store)
                .exceptionHandler((started, error) -> failed(error));
        meters.show(kind, this::isWatching);
    }

    Kind kind() {
        return kind;
    }

    CompletionStage<Void> start() {
        return informer.addEventHandler(new Events()).start();
    }

    /** Whether changes are seen as they happen. */
    boolean isWatching() {
        return informer.isWatching();
    }

    /** What went wrong last, while it is not watching. */
    Optional<Problem> problem() {
        return isWatching() ? Optional.empty() : Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** Always to be tried again: rights may be given back, and an API server comes back. */
    private boolean failed(Throwable error) {
        Problem found = Problem.of(error);
        problem = found;
        meters.failed(kind, found);
        return true;
    }

    private final class Events implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            publication.observe(Trimmer.trim(kind, object));
        }

        @Override
        public void onUpdate(T old, T object) {
            publication.observe(Trimmer.trim(kind, object));
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            publication.end(new ObjectKey(kind, object.getMetadata().getUid()));
        }

        /** Told after all objects of the list. */
        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            meters.listed(kind);
            publication.endOthers(kind, store.uids());
        }
    }
}
