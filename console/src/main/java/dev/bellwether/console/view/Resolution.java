package dev.bellwether.console.view;

import dev.bellwether.schemas.ServiceKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which service a name means. Where one known service has it, that one; where none does, the one with the defaults for what
 * was left out; where several do, nobody can tell.
 *
 * @param service the service that is meant; null where several could be
 * @param known whether anything has been seen of it
 * @param candidates where several could be meant: all of them
 */
public record Resolution(@Nullable ServiceKey service, boolean known, List<ServiceKey> candidates) {

    public Resolution {
        candidates = List.copyOf(candidates);
    }

    static Resolution of(ServiceFilter filter, Set<ServiceKey> candidates) {
        ServiceKey asWritten = ServiceKey.of(filter.environment(), filter.namespace(), filter.name());
        if (filter.environment() != null && filter.namespace() != null) {
            return new Resolution(asWritten, candidates.contains(asWritten), List.of());
        }
        return switch (candidates.size()) {
            case 0 -> new Resolution(asWritten, false, List.of());
            case 1 -> new Resolution(candidates.iterator().next(), true, List.of());
            default -> new Resolution(null, true, List.copyOf(candidates));
        };
    }
}
