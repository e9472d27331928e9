package dev.bellwether.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The shop as a process of its own, against any OTLP receiver. */
public final class ShopMain {

    private static final int NOT_DELIVERED = 1;
    private static final int USAGE = 64;
    private static final long LAST_WORDS_SECONDS = 10;

    private ShopMain() {}

    /** Runs the shop; {@code --help} shows the usage. A signal ends the traffic early; the ledger is printed all the same. */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch signal = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            signal.countDown();
            try {
                var unused = done.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        int code;
        try {
            code = run(List.of(arguments), System.out, System.err, signal);
            System.out.flush();
        } finally {
            done.countDown();
        }
        System.exit(code);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err, CountDownLatch signal)
            throws InterruptedException {
        if (arguments.contains("--help")) {
            out.println(ShopArguments.USAGE);
            return 0;
        }
        ShopArguments asked;
        try {
            asked = ShopArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("ShopMain: " + e.getMessage() + "; --help shows the usage");
            return USAGE;
        }
        Shop.silenceExporterLog();
        ShopStats stats = keepOpen(asked, err, signal);
        out.println(LedgerJson.write(stats));
        if (!stats.delivered()) {
            err.println("ShopMain: not all spans were acknowledged by "
                    + asked.config().otlpEndpoint());
            return NOT_DELIVERED;
        }
        return 0;
    }

    private static ShopStats keepOpen(ShopArguments asked, PrintStream err, CountDownLatch signal)
            throws InterruptedException {
        Shop shop = Shop.start(asked.config());
        try (shop) {
            for (ShopArguments.Canary canary : asked.canaries()) {
                shop.deployCanary(canary.service(), canary.version(), canary.behaviour());
            }
            shop.services().forEach(service -> {
                describe(err, service.name(), service.stable());
                service.canary().ifPresent(canary -> describe(err, service.name(), canary));
            });
            var unused = signal.await(Math.round(asked.seconds() * 1_000), TimeUnit.MILLISECONDS);
        }
        return shop.stats();
    }

    private static void describe(PrintStream err, String service, ShopService.Running running) {
        err.println(String.format(
                Locale.ROOT,
                "%s %s at %s gets %.0f %% of the requests",
                service,
                running.version(),
                running.uri(),
                100 * running.weight()));
    }
}
