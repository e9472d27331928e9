package dev.bellwether.verification.deployment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether a new version took over the old one's traffic, and whether it then went back.
 *
 * <p>Taken over: more than 90 % of what both serve is the new version's, in three windows with traffic in a row. Come
 * back: after that, more than half of it is the old version's, in three windows in a row. Three, so that one window in
 * which a load balancer looked away is neither.
 */
final class Takeover {

    private static final double TAKEN_OVER = 0.9;
    private static final double COME_BACK = 0.5;
    private static final int WINDOWS = 3;

    private int taking;
    private int comingBack;

    /**
     * Takes note of a window.
     *
     * @return whether the old version is back, after it had been replaced
     */
    boolean observe(long oldRequests, long newRequests) {
        double requests = (double) oldRequests + newRequests;
        if (requests == 0) {
            return false;
        }
        if (taking < WINDOWS) {
            taking = newRequests / requests > TAKEN_OVER ? taking + 1 : 0;
            return false;
        }
        comingBack = oldRequests / requests > COME_BACK ? comingBack + 1 : 0;
        return comingBack >= WINDOWS;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(taking);
        out.writeByte(comingBack);
    }

    static Takeover readFrom(DataInput in) throws IOException {
        Takeover takeover = new Takeover();
        takeover.taking = in.readUnsignedByte();
        takeover.comingBack = in.readUnsignedByte();
        return takeover;
    }
}
