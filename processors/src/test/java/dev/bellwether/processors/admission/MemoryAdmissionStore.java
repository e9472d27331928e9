package dev.bellwether.processors.admission;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Ordered by bytes, as a real store is. */
final class MemoryAdmissionStore implements AdmissionStore {

    private final TreeMap<AdmittedName, Long> places =
            new TreeMap<>((one, other) -> Arrays.compareUnsigned(one.toBytes(), other.toBytes()));
    private int writes;
    private int loads;

    int size() {
        return places.size();
    }

    int writes() {
        return writes;
    }

    /** How often the names of a service were read. */
    int loads() {
        return loads;
    }

    void clear() {
        places.clear();
    }

    @Override
    public void put(AdmittedName name, long seen) {
        writes++;
        places.put(AdmittedName.fromBytes(name.toBytes()), seen);
    }

    @Override
    public void delete(AdmittedName name) {
        places.remove(name);
    }

    @Override
    public void forEach(BiConsumer<AdmittedName, Long> action) {
        places.forEach(action);
    }

    @Override
    public void forEachOf(String service, BiConsumer<AdmittedName, Long> action) {
        loads++;
        byte[] prefix = AdmittedName.prefixSerializer().serialize("any", service);
        places.forEach((name, seen) -> {
            byte[] key = name.toBytes();
            if (Arrays.mismatch(prefix, key) == prefix.length) {
                action.accept(name, seen);
            }
        });
    }
}
