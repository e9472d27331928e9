package dev.bellwether.processors.red;

import dev.bellwether.facts.OperationDelta;

/**
 * What is known of a window, between the records that speak of it.
 *
 * @param end event time at which it ends, exclusive; milliseconds since the epoch, as all times here
 * @param red what was counted in it
 * @param revision how many times it has been told; 0 while it is open
 * @param closedAt log time of the last revision; 0 while it is open
 */
record WindowState(long end, Red red, int revision, long closedAt) {

    static WindowState open(long end) {
        return new WindowState(end, Red.NONE, 0, 0);
    }

    WindowState plus(OperationDelta delta) {
        return new WindowState(end, red.plus(delta), revision, closedAt);
    }

    /** The same, told once more. */
    WindowState revised(long logTime) {
        return new WindowState(end, red, revision + 1, logTime);
    }

    boolean isOpen() {
        return revision == 0;
    }
}
