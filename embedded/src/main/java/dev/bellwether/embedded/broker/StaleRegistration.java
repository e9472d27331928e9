package dev.bellwether.embedded.broker;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;

/**
 * Takes the registration that the broker of the last run left back, before the broker of this run starts.
 *
 * <p>While it stands, the cluster's metadata say that this node leads every partition. Kafka would find out when the old session
 * ends, and until then the new broker believes it: its transaction coordinator ends transactions whose time is over, finds
 * no leader to write the markers to once the session has ended, takes the partitions for deleted, and calls the
 * transactions ended. Their records then stay open for ever, and everything behind them hidden from readers of committed
 * records. See RATIONALE.md.
 */
final class StaleRegistration implements MetadataPublisher {

    private static final Duration RETRY = Duration.ofMillis(20);

    // Completed by the loader's thread: whether there is a registration, and that there is none any more.
    private final CompletableFuture<Boolean> found = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    private StaleRegistration() {}

    /**
     * Returns when the metadata as this node knows them hold no registration of a broker.
     *
     * @param loader publishes the metadata
     * @param controller the cluster's, perhaps not yet elected
     */
    static void remove(MetadataLoader loader, Controller controller, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        StaleRegistration registration = new StaleRegistration();
        loader.installPublishers(List.of(registration)).get(left(deadline), TimeUnit.NANOSECONDS);
        try {
            if (registration.found.get(left(deadline), TimeUnit.NANOSECONDS)) {
                while (!isUnregistered(controller, deadline)) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(RETRY.toNanos(), left(deadline)));
                }
                registration.gone.get(left(deadline), TimeUnit.NANOSECONDS);
            }
        } finally {
            loader.removeAndClosePublisher(registration).get(left(deadline), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public String name() {
        return "StaleRegistration";
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        boolean registered = image.cluster().broker(BrokerSettings.NODE_ID) != null;
        found.complete(registered);
        if (!registered) {
            gone.complete(true);
        }
    }

    /** False where the controller is not elected yet, which is a matter of milliseconds; it says so in two ways. */
    private static boolean isUnregistered(Controller controller, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (System.nanoTime() > deadline) {
            throw new TimeoutException("the controller was not elected in time");
        }
        var context =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller.unregisterBroker(context, BrokerSettings.NODE_ID).get(left(deadline), TimeUnit.NANOSECONDS);
            return true;
        } catch (NotControllerException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotControllerException) {
                return false;
            }
            throw e;
        }
    }

    private static long left(long deadline) {
        return Math.max(1, deadline - System.nanoTime());
    }
}
