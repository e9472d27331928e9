package dev.bellwether.demo;

import dev.bellwether.demo.ShopService.Running;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses which version of a service answers, by weight. Safe for use by several threads. */
final class Router {

    private final String service;
    private final SplittableRandom random;
    private volatile Arms arms;

    Router(String service, long seed, Instance stable) {
        this.service = service;
        this.random = Seeds.random(seed, service + " router");
        this.arms = new Arms(stable, null, 0);
    }

    /** The version that is to answer one request. The caller leaves it ({@link Instance#leave}) when that is done. */
    Instance enter() {
        while (true) {
            Arms now = arms;
            Instance chosen = now.canary != null && draw() < now.canaryWeight ? now.canary : now.stable;
            chosen.enter();
            if (arms == now) {
                return chosen;
            }
            // it may have been taken out of service in between, and stop before the request arrives
            chosen.leave();
        }
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    Instance stable() {
        return arms.stable;
    }

    Optional<Instance> canary() {
        return Optional.ofNullable(arms.canary);
    }

    void tryOut(Instance canary, double weight) {
        arms = new Arms(arms.stable, canary, weight);
    }

    void settleOn(Instance stable) {
        arms = new Arms(stable, null, 0);
    }

    ShopService service() {
        Arms now = arms;
        Running stable = running(now.stable, 1 - now.canaryWeight);
        return now.canary == null
                ? new ShopService(service, stable, Optional.empty())
                : new ShopService(service, stable, Optional.of(running(now.canary, now.canaryWeight)));
    }

    private static Running running(Instance instance, double weight) {
        return new Running(instance.version(), instance.uri(), weight);
    }

    /** Read as one, so that a request never sees half of a change. Compared by identity. */
    private static final class Arms {
        final Instance stable;
        final @Nullable Instance canary;
        final double canaryWeight;

        Arms(Instance stable, @Nullable Instance canary, double canaryWeight) {
            this.stable = stable;
            this.canary = canary;
            this.canaryWeight = canaryWeight;
        }
    }
}
