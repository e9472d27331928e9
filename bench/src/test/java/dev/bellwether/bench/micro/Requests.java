package dev.bellwether.bench.micro;

import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.telemetry.otlp.Signal;

/** What the benchmarks read: requests of the load generator. */
public final class Requests {

    /** Items of each request. */
    public static final int ITEMS = 500;

    /** So many that no loop knows them by heart. */
    private static final int COUNT = 16;

    private static final long NOW = 1_800_000_000_000_000_000L;

    private Requests() {}

    public static byte[][] of(Signal signal) {
        LoadProfile profile = LoadProfile.DEFAULT.withSignal(signal).withBatch(ITEMS);
        LoadRequests requests = new LoadRequests(profile, NOW - 1);
        byte[][] made = new byte[COUNT][];
        for (int number = 0; number < COUNT; number++) {
            made[number] = requests.request(number, NOW, 0);
        }
        return made;
    }
}
