package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.LoadSummary;
import java.io.IOException;

/** Loads that something can be measured by: a cost for each span of none would be zero, and pass for a good one. */
final class Measurable {

    private Measurable() {}

    /**
     * The same load.
     *
     * @throws IOException if nothing of it was acknowledged
     */
    static LoadSummary load(LoadSummary load) throws IOException {
        if (load.acknowledged() == 0) {
            throw new IOException("nothing of the load is acknowledged: "
                    + (load.problems().isEmpty() ? "no request has an answer" : load.problems()));
        }
        return load;
    }
}
