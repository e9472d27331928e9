package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Processor time up to a moment.
 *
 * @param nanos the moment, of {@link System#nanoTime()}
 * @param server of the process that is measured
 * @param bench of this process
 * @param machine of all processors of the machine; null where it does not tell
 */
record CpuReading(
        long nanos,
        Duration server,
        Duration bench,
        @Nullable Duration machine) {

    static CpuReading of(ServerProcess server) throws IOException {
        return new CpuReading(
                System.nanoTime(),
                server.cpu(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow(),
                MachineTime.busy().orElse(null));
    }

    /** What was used from here to there. */
    CpuUse until(CpuReading end) {
        Duration elapsed = Duration.ofNanos(end.nanos - nanos);
        Duration serverUse = end.server.minus(server);
        Duration benchUse = end.bench.minus(bench);
        return new CpuUse(elapsed, serverUse, benchUse, others(end, serverUse.plus(benchUse)));
    }

    private @Nullable Duration others(CpuReading end, Duration own) {
        if (machine == null || end.machine == null) {
            return null;
        }
        Duration others = end.machine.minus(machine).minus(own);
        return others.isNegative() ? Duration.ZERO : others;
    }
}
