package dev.bellwether.verification;

import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.verification.deployment.ServiceState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is known of each service, in a store; and in memory, read from it at the start, when each open deployment ends.
 */
final class Services {

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Deadline> deadlines = new HashMap<>();
    private final TreeSet<Deadline> inOrder = new TreeSet<>();

    private record Deadline(long time, String service) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : service.compareTo(other.service);
        }
    }

    Services(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> note(entry.key, read(entry.key, entry.value)));
        }
    }

    /** Reads what is known of a service, or nothing; lets it change; writes it back. */
    void change(String service, Consumer<ServiceState> transition) {
        byte[] bytes = store.get(service);
        ServiceState state = bytes == null ? new ServiceState(ServiceKey.parse(service)) : read(service, bytes);
        transition.accept(state);
        store.put(service, write(state));
        note(service, state);
    }

    /** Log time at which the next open deployment ends; the end of time where none is open. */
    long nextDeadline() {
        return inOrder.isEmpty() ? Long.MAX_VALUE : inOrder.first().time();
    }

    /** The service of which that is. */
    String nextDeadlineService() {
        return inOrder.first().service();
    }

    /** Forgets the services that were last seen before a log time and have nothing open. */
    void forget(long before) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (read(entry.key, entry.value).isOlderThan(before)) {
                    old.add(entry.key);
                }
            }
        }
        old.forEach(store::delete);
    }

    private void note(String service, ServiceState state) {
        Deadline before = deadlines.remove(service);
        if (before != null) {
            inOrder.remove(before);
        }
        state.deadline().ifPresent(time -> {
            Deadline deadline = new Deadline(time, service);
            deadlines.put(service, deadline);
            inOrder.add(deadline);
        });
    }

    private static byte[] write(ServiceState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            state.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ServiceState read(String service, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return ServiceState.readFrom(ServiceKey.parse(service), in);
        } catch (IOException e) {
            throw new UncheckedIOException("service " + service, e);
        }
    }
}
