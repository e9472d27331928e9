package dev.bellwether.demo;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * A shop of four services that call each other over HTTP on loopback, each version with an OpenTelemetry SDK of its own, and
 * the visitors who keep it busy. Storefront calls catalog and checkout, checkout calls payment.
 *
 * <p>A service that another one fails answers all the same, without the part that is missing. So the error ratio of a
 * version's entry spans is the one that it was given, and a bad canary spoils no other service's numbers.
 *
 * <p>Nothing here throws for want of an OTLP receiver: spans wait in their queues, are tried again, and are counted as
 * failed or dropped in the end. Safe for use by several threads.
 */
public final class Shop implements AutoCloseable {

    private static final double HALF = 0.5;
    private static final int WORKERS = 4;

    /** How long requests under way may still take when their server is to stop. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(1);

    /** How long the OTLP receiver may take for what is queued. */
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(3);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final ShopConfig config;
    private final Map<String, Blueprint> blueprints = new LinkedHashMap<>();
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
    private final Instance.Wiring wiring;
    private final Traffic traffic;
    private boolean closed;

    private Shop(ShopConfig config) {
        this.config = config;
        ScheduledExecutorService workers = workers();
        Network network = new Network();
        this.wiring = new Instance.Wiring(config.otlpEndpoint(), network, workers);
        // a service with two versions gives half of its requests to each
        this.traffic = new Traffic(new Arrivals(config.seed(), config.ratePerArm() / HALF), this::visit);
    }

    private CompletableFuture<HttpAnswer> visit(Arrivals.Visit visit) {
        Instance storefront = network().router(Blueprint.STOREFRONT).enter();
        return network()
                .send(storefront, HttpRequest.to(storefront.port(), visit.method(), visit.path(), visit.body()));
    }

    /** Starts the stable version of every service, and the traffic. */
    public static Shop start(ShopConfig config) {
        Shop shop = new Shop(requireNonNull(config, "config"));
        try {
            shop.open();
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
        return shop;
    }

    private synchronized void open() {
        for (Blueprint blueprint : Blueprint.shop()) {
            blueprints.put(blueprint.name(), blueprint);
            Instance stable = launch(blueprint, blueprint.version(), CanaryBehaviour.good());
            network().add(blueprint.name(), new Router(blueprint.name(), config.seed(), stable));
        }
        traffic.start();
    }

    /** The services as they run now, from the front of the shop to its back. */
    public synchronized List<ShopService> services() {
        return blueprints.keySet().stream()
                .map(name -> network().router(name).service())
                .toList();
    }

    /** Starts a new version beside the stable one and gives it half of the service's requests. */
    public void deployCanary(String service, String version, CanaryBehaviour behaviour) {
        deployCanary(service, version, behaviour, HALF);
    }

    /**
     * Starts a new version beside the stable one.
     *
     * @param weight share of the service's requests that it gets, 0 to 1
     * @throws IllegalArgumentException if the shop has no such service
     * @throws IllegalStateException    if the service has a canary already, or its stable version is this one
     */
    public synchronized void deployCanary(String service, String version, CanaryBehaviour behaviour, double weight) {
        requireNonNull(version, "version");
        requireNonNull(behaviour, "behaviour");
        ShopConfig.requireRatio("weight", weight);
        requireOpen();
        Router router = network().router(requireNonNull(service, "service"));
        router.canary().ifPresent(canary -> {
            throw new IllegalStateException(service + " has a canary already: " + canary.version());
        });
        if (router.stable().version().equals(version)) {
            throw new IllegalStateException(service + " runs " + version + " already, as its stable version");
        }
        router.tryOut(launch(requireNonNull(blueprints.get(service)), version, behaviour), weight);
    }

    /** The canary becomes the stable version and gets all requests; the one before it answers what it has and stops. */
    public void promote(String service) {
        Instance former;
        synchronized (this) {
            requireOpen();
            Router router = network().router(requireNonNull(service, "service"));
            Instance canary = canary(service, router);
            former = router.stable();
            router.settleOn(canary);
        }
        retire(List.of(former));
    }

    /** The stable version gets all requests again; the canary answers what it has and stops. */
    public void rollback(String service) {
        Instance canary;
        synchronized (this) {
            requireOpen();
            Router router = network().router(requireNonNull(service, "service"));
            canary = canary(service, router);
            router.settleOn(router.stable());
        }
        retire(List.of(canary));
    }

    private static Instance canary(String service, Router router) {
        return router.canary().orElseThrow(() -> new IllegalStateException(service + " has no canary"));
    }

    /** What has been sent so far. */
    public ShopStats stats() {
        List<Ledger> now;
        synchronized (ledgers) {
            now = List.copyOf(ledgers.values());
        }
        return new ShopStats(now.stream().map(Ledger::stats).toList(), traffic.visits());
    }

    /**
     * Sends all spans that have ended so far, and waits for the answers, at most three seconds.
     *
     * @return whether they are out of the queues; {@link #stats()} tells what the receiver said
     */
    public boolean flush() {
        List<Instance> running;
        synchronized (this) {
            running = running();
        }
        return flush(running);
    }

    private static boolean flush(List<Instance> instances) {
        return CompletableResultCode.ofAll(
                        instances.stream().map(Instance::flush).toList())
                .join(FLUSH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .isSuccess();
    }

    /** Stops the traffic, then the services; sends the last spans. Takes a few seconds at most, with or without a receiver. */
    @Override
    public void close() {
        List<Instance> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = running();
        }
        uninterrupted(() -> traffic.stop(DRAIN_PATIENCE));
        retire(running);
        wiring.workers().shutdownNow();
        uninterrupted(network()::close);
    }

    private List<Instance> running() {
        List<Instance> running = new ArrayList<>();
        for (String service : blueprints.keySet()) {
            network().find(service).ifPresent(router -> {
                running.add(router.stable());
                router.canary().ifPresent(running::add);
            });
        }
        return running;
    }

    private Instance launch(Blueprint blueprint, String version, CanaryBehaviour behaviour) {
        double errorRatio = behaviour.errorRatio().orElse(config.baseErrorRatio());
        Fate fate = Fate.of(config.seed(), blueprint.name(), version, errorRatio);
        try {
            return Instance.start(
                    new Instance.Plan(ledger(blueprint.name(), version), blueprint.routes(), fate), wiring);
        } catch (IOException e) {
            throw new UncheckedIOException(blueprint.name() + ' ' + version + ": cannot listen on loopback", e);
        }
    }

    private Ledger ledger(String service, String version) {
        synchronized (ledgers) {
            return ledgers.computeIfAbsent(service + ' ' + version, key -> new Ledger(service, version));
        }
    }

    private static void retire(List<Instance> instances) {
        long deadlineNanos = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        uninterrupted(() -> {
            for (Instance instance : instances) {
                instance.drain(deadlineNanos);
            }
        });
        flush(instances);
        CompletableResultCode.ofAll(instances.stream().map(Instance::stop).toList())
                .join(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Network network() {
        return wiring.network();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the shop is closed");
        }
    }

    /** An interrupt cuts the waiting short, not the cleaning up. */
    private static void uninterrupted(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static ScheduledExecutorService workers() {
        return Executors.newScheduledThreadPool(WORKERS, task -> {
            Thread thread = new Thread(task, "shop-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static final java.util.logging.Logger EXPORTER_LOG =
            java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

    /**
     * Keeps what OpenTelemetry's exporters have to say about a receiver that cannot be reached off the terminal. They log by
     * {@code java.util.logging}, which prints to standard error unless told otherwise; the ledger has the numbers.
     */
    public static void silenceExporterLog() {
        EXPORTER_LOG.setLevel(Level.OFF);
    }
}
