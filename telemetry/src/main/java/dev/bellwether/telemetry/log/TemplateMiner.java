package dev.bellwether.telemetry.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the templates of messages while they come, by Drain: a tree of fixed depth leads by a message's number of words and its first
 * words to a few templates, and the most similar one of them is generalised to take the message, or a new one is made of it.
 *
 * <p>Every message has a template that {@linkplain MinedTemplate#matches matches} it when it is added, and ever after, since templates
 * only become more general. There are never more than {@link MinerLimits#maxTemplates()} of them. What comes out depends on the messages and
 * their order and on nothing else. A template's words may be added like those of a message: so templates that were mined apart are merged.
 *
 * <p>Source: He, Zhu, Zheng, Lyu: "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017.
 *
 * <p>Mutable, for one thread.
 *
 * @param <T> what is kept of the messages of a template, mutable
 */
public final class TemplateMiner<T> {

    /** Stands for one word, whatever it is. */
    public static final String WILDCARD = "<*>";

    private final MinerLimits limits;
    private final Supplier<T> tallies;
    private final Consumer<MinedTemplate<T>> evicted;
    private final Map<Integer, Node<T>> byLength = new HashMap<>();
    /** Those that had a message last stand last. */
    private final Map<Cluster<T>, Cluster<T>> byUse = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param tallies makes the tally of a new template
     * @param evicted told of each template that goes to make room
     */
    public TemplateMiner(MinerLimits limits, Supplier<T> tallies, Consumer<MinedTemplate<T>> evicted) {
        this.limits = limits;
        this.tallies = tallies;
        this.evicted = evicted;
    }

    /**
     * Adds a message.
     *
     * @param message its words, masked, at least one
     * @return the tally of the message's template, for the caller to count the message in
     */
    public T add(List<String> message) {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("message: no words (expected: at least one)");
        }
        Cluster<T> cluster = find(message);
        if (cluster == null) {
            cluster = insert(message);
        } else {
            cluster.generalise(message);
            byUse.get(cluster); // used last now
        }
        return cluster.tally;
    }

    /** The templates that are held, from the one that has had no message for longest to the one that had the last one. */
    public List<MinedTemplate<T>> templates() {
        return byUse.keySet().stream().map(Cluster::toTemplate).toList();
    }

    private @Nullable Cluster<T> find(List<String> message) {
        Node<T> node = byLength.get(message.size());
        for (int depth = 0; node != null && depth < prefix(message); depth++) {
            Node<T> child = node.children.get(message.get(depth));
            node = child != null ? child : node.children.get(WILDCARD);
        }
        return node == null ? null : mostSimilar(node.clusters, message);
    }

    private @Nullable Cluster<T> mostSimilar(List<Cluster<T>> candidates, List<String> message) {
        Cluster<T> best = null;
        int bestEqual = -1;
        for (Cluster<T> candidate : candidates) {
            int equal = candidate.equalWords(message);
            boolean better = equal > bestEqual
                    || (equal == bestEqual && best != null && candidate.wildcards() > best.wildcards());
            if (better) {
                best = candidate;
                bestEqual = equal;
            }
        }
        return bestEqual >= limits.similarity() * message.size() ? best : null;
    }

    private Cluster<T> insert(List<String> message) {
        if (byUse.size() >= limits.maxTemplates()) {
            evictLeastRecentlyUsed();
        }
        Node<T> node = byLength.computeIfAbsent(message.size(), length -> new Node<>(null, WILDCARD));
        for (int depth = 0; depth < prefix(message); depth++) {
            node = childFor(node, message.get(depth));
        }
        Cluster<T> cluster = new Cluster<>(message, tallies.get(), node);
        node.clusters.add(cluster);
        byUse.put(cluster, cluster);
        return cluster;
    }

    private Node<T> childFor(Node<T> node, String word) {
        boolean variable = isVariable(word) || node.children.size() >= limits.maxChildren();
        String key = variable && !node.children.containsKey(word) ? WILDCARD : word;
        return node.children.computeIfAbsent(key, absent -> new Node<>(node, key));
    }

    /** Words with a digit or a mask are none that a programmer wrote. */
    private static boolean isVariable(String word) {
        return word.indexOf('<') >= 0 || word.chars().anyMatch(character -> Characters.isDigit((char) character));
    }

    private int prefix(List<String> message) {
        return Math.min(limits.prefixWords(), message.size());
    }

    private void evictLeastRecentlyUsed() {
        Cluster<T> oldest = byUse.keySet().iterator().next();
        byUse.remove(oldest);
        oldest.leaf.clusters.remove(oldest);
        prune(oldest.leaf, oldest.words.length);
        evicted.accept(oldest.toTemplate());
    }

    /** What leads to no template any more goes, so that the tree is never larger than its templates need. */
    private void prune(Node<T> leaf, int length) {
        Node<T> node = leaf;
        while (node.clusters.isEmpty() && node.children.isEmpty()) {
            if (node.parent == null) {
                byLength.remove(length);
                return;
            }
            node.parent.children.remove(node.key);
            node = node.parent;
        }
    }

    /** How many nodes the tree has, for tests of its bounds. */
    int nodes() {
        return byLength.values().stream().mapToInt(Node::size).sum();
    }

    private static final class Node<T> {

        private final @Nullable Node<T> parent;
        private final String key;
        private final Map<String, Node<T>> children = new HashMap<>();
        private final List<Cluster<T>> clusters = new ArrayList<>();

        Node(@Nullable Node<T> parent, String key) {
            this.parent = parent;
            this.key = key;
        }

        int size() {
            return 1 + children.values().stream().mapToInt(Node::size).sum();
        }
    }

    /** A template in the making. */
    private static final class Cluster<T> {

        private final String[] words;
        private final T tally;
        private final Node<T> leaf;

        Cluster(List<String> words, T tally, Node<T> leaf) {
            this.words = words.toArray(String[]::new);
            this.tally = tally;
            this.leaf = leaf;
        }

        int equalWords(List<String> message) {
            int equal = 0;
            for (int index = 0; index < words.length; index++) {
                if (words[index].equals(message.get(index)) && !words[index].equals(WILDCARD)) {
                    equal++;
                }
            }
            return equal;
        }

        int wildcards() {
            int wildcards = 0;
            for (String word : words) {
                wildcards += word.equals(WILDCARD) ? 1 : 0;
            }
            return wildcards;
        }

        void generalise(List<String> message) {
            for (int index = 0; index < words.length; index++) {
                if (!words[index].equals(message.get(index))) {
                    words[index] = WILDCARD;
                }
            }
        }

        MinedTemplate<T> toTemplate() {
            return new MinedTemplate<>(List.of(words), tally);
        }
    }
}
