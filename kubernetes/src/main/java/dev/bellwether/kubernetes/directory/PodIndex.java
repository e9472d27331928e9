package dev.bellwether.kubernetes.directory;

import dev.bellwether.kubernetes.cluster.ClusterObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /** A pod that stays is found all the while: it is added, or put in its own place, before it is taken away from where it was. */
    void replace(@Nullable ClusterObject before, @Nullable ClusterObject after) {
        List<String> present = after == null ? List.of() : words.apply(after);
        if (after != null) {
            present.forEach(word -> pods.compute(word, (same, held) -> with(held, after)));
        }
        if (before != null) {
            words.apply(before).stream()
                    .filter(word -> !present.contains(word))
                    .forEach(word -> pods.computeIfPresent(word, (same, held) -> without(held, before)));
        }
    }

    private static List<ClusterObject> with(@Nullable List<ClusterObject> held, ClusterObject pod) {
        if (held == null) {
            return List.of(pod);
        }
        return Stream.concat(others(held, pod), Stream.of(pod)).toList();
    }

    private static @Nullable List<ClusterObject> without(List<ClusterObject> held, ClusterObject pod) {
        List<ClusterObject> rest = others(held, pod).toList();
        return rest.isEmpty() ? null : rest;
    }

    private static Stream<ClusterObject> others(List<ClusterObject> held, ClusterObject pod) {
        return held.stream().filter(other -> !other.key().equals(pod.key()));
    }
}
