package dev.bellwether.kubernetes.directory;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pods by something that several of them may have had, one after the other. One thread may write while any number read. */
final class PodIndex {

    private final Function<ClusterObject, List<String>> words;
    private final Map<String, List<ClusterObject>> pods = new ConcurrentHashMap<>();

    /** @param words what a pod is found by */
    PodIndex(Function<ClusterObject, List<String>> words) {
        this.words = words;
    }

    List<ClusterObject> pods(String word) {
        return pods.getOrDefault(word, List.of());
    }

    void replace(@Nullable ClusterObject before, @Nullable ClusterObject after) {
        if (before != null) {
            words.apply(before).forEach(word -> pods.computeIfPresent(word, (absent, held) -> without(held, before)));
        }
        if (after != null) {
            words.apply(after).forEach(word -> pods.merge(word, List.of(after), PodIndex::joined));
        }
    }

    private static @Nullable List<ClusterObject> without(List<ClusterObject> held, ClusterObject pod) {
        List<ClusterObject> rest =
                held.stream().filter(other -> !other.key().equals(pod.key())).toList();
        return rest.isEmpty() ? null : rest;
    }

    private static List<ClusterObject> joined(List<ClusterObject> some, List<ClusterObject> others) {
        List<ClusterObject> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }
}
