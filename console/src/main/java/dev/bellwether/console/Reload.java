package dev.bellwether.console;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has a process read again what its configuration names. */
@FunctionalInterface
public interface Reload {

    /** All that is wrong; where anything is, nothing has changed. Nothing where all is done. */
    CompletableFuture<List<String>> again();
}
