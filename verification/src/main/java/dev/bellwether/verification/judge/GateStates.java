package dev.bellwether.verification.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/** The parts of a gate's compact form that are values of their own. */
final class GateStates {

    private GateStates() {}

    static void writeConfig(DataOutput out, GateConfig config) throws IOException {
        out.writeDouble(config.tolerance());
        out.writeDouble(config.floor());
        out.writeDouble(config.alpha());
        out.writeDouble(config.beta());
        out.writeLong(config.minimumBake().toMillis());
        out.writeLong(config.deadline().toMillis());
        out.writeDouble(config.maximumLateShare());
        out.writeLong(config.beforeLength().toMillis());
    }

    static GateConfig readConfig(DataInput in) throws IOException {
        return new GateConfig(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                Duration.ofMillis(in.readLong()),
                Duration.ofMillis(in.readLong()),
                in.readDouble(),
                Duration.ofMillis(in.readLong()));
    }

    static void writeCounts(DataOutput out, Counts counts) throws IOException {
        out.writeLong(counts.requests());
        out.writeLong(counts.errors());
        out.writeDouble(counts.adjustedRequests());
    }

    static Counts readCounts(DataInput in) throws IOException {
        return new Counts(in.readLong(), in.readLong(), in.readDouble());
    }
}
