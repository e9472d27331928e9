package dev.bellwether.processors.admission;

import java.util.function.BiConsumer;

/** Where {@link Admission} keeps places, each with the log time, in milliseconds, at which its name is known to have been seen. */
public interface AdmissionStore {

    void put(AdmittedName name, long seen);

    void delete(AdmittedName name);

    /** All places; those of a service together, its own first. The store may not be changed meanwhile. */
    void forEach(BiConsumer<AdmittedName, Long> action);

    /** The places of one service, its own first. The store may not be changed meanwhile. */
    void forEachOf(String service, BiConsumer<AdmittedName, Long> action);
}
