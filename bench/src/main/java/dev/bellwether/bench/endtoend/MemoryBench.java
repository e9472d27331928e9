package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Memory of {@code serve} with its own broker and all its roles: with nothing to do, and under load. */
public final class MemoryBench {

    private final Installation installation;
    private final Plan plan;

    /**
     * What is measured, and how.
     *
     * @param profile of spans
     * @param load how fast, and for how long
     * @param idle how long it has nothing to do before
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration idle, ServerOptions server) {}

    /**
     * What came out.
     *
     * @param idle at the end of the idle time
     * @param loaded at the end of the load, with the most since its begin
     */
    public record Result(ResidentMemory idle, ResidentMemory loaded, LoadSummary load, CpuUse cpu) {}

    public MemoryBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the server does not start, or acknowledges nothing
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
        progress.accept("starting serve");
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                ServerProcess server = ServerProcess.start(installation, folder, plan.server());
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal())) {
            progress.accept("idle for " + plan.idle().toSeconds() + " s");
            TimeUnit.NANOSECONDS.sleep(plan.idle().toNanos());
            ResidentMemory idle = ResidentMemory.of(server.pid());
            ResidentMemory.resetPeak(server.pid());
            progress.accept("load for " + plan.load().duration().toSeconds() + " s");
            CpuReading before = CpuReading.of(server);
            LoadSummary load =
                    Measurable.load(new LoadRun(plan.load(), requests, sender, LoadListener.NONE, () -> false).run());
            CpuUse cpu = before.until(CpuReading.of(server));
            return new Result(idle, ResidentMemory.of(server.pid()), load, cpu);
        }
    }
}
