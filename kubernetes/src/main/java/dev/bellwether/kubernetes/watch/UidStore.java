package dev.bellwether.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer has to remember: which objects there are, in which version. Objects are known by their uid, so that one that was
 * deleted and made again under its name while nobody watched is seen as gone, and another one as new. Thread-safe.
 */
final class UidStore<T extends HasMetadata> implements ItemStore<T> {

    private final Supplier<T> empty;
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** @param empty makes an object with nothing in it */
    UidStore(Supplier<T> empty) {
        this.empty = empty;
    }

    Set<String> uids() {
        return Set.copyOf(versions.keySet());
    }

    @Override
    public String getKey(T object) {
        return object.getMetadata().getUid();
    }

    @Override
    public @Nullable T put(String uid, T object) {
        return skeleton(uid, versions.put(uid, object.getMetadata().getResourceVersion()));
    }

    @Override
    public @Nullable T remove(String uid) {
        return skeleton(uid, versions.remove(uid));
    }

    @Override
    public @Nullable T get(String uid) {
        return skeleton(uid, versions.get(uid));
    }

    @Override
    public Stream<String> keySet() {
        return versions.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return versions.keySet().stream().flatMap(uid -> Stream.ofNullable(get(uid)));
    }

    @Override
    public int size() {
        return versions.size();
    }

    /** Each page of a list is passed on as it comes, and let go of. */
    @Override
    public boolean isFullState() {
        return false;
    }

    private @Nullable T skeleton(String uid, @Nullable String version) {
        if (version == null) {
            return null;
        }
        ObjectMeta metadata = new ObjectMeta();
        metadata.setUid(uid);
        metadata.setResourceVersion(version);
        T object = empty.get();
        object.setMetadata(metadata);
        return object;
    }
}
