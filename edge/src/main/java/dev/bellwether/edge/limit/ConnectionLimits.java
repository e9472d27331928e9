package dev.bellwether.edge.limit;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SniHandler;
import io.netty.util.AttributeKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one listener's connections that Armeria and Netty do not keep themselves, and the count of all that end because of a limit.
 */
public final class ConnectionLimits {

    private static final AttributeKey<Boolean> ASKED = AttributeKey.valueOf(ConnectionLimits.class, "asked");

    private final HttpLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Breach, LongAdder> breaches = new EnumMap<>(Breach.class);

    /** @param listener the value of the metrics' tag {@code listener} */
    public ConnectionLimits(String listener, HttpLimits limits, MeterRegistry meters) {
        this.limits = limits;
        for (Breach breach : Breach.values()) {
            LongAdder counter = new LongAdder();
            breaches.put(breach, counter);
            Catalogue.Edge.LIMITS_HIT.counter(meters, counter, LongAdder::sum, listener, breach.tag());
        }
        Catalogue.Edge.CONNECTIONS.gauge(meters, open, AtomicInteger::get, listener);
    }

    /** For {@code ServerBuilder.childChannelPipelineCustomizer}: called for each new connection. */
    public void addTo(ChannelPipeline pipeline) {
        Channel channel = pipeline.channel();
        if (open.incrementAndGet() > limits.connections().max()) {
            open.decrementAndGet();
            count(Breach.CONNECTIONS);
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        FrameCensus census = new FrameCensus(this, limits.http2(), System::nanoTime);
        @Nullable SniHandler tls = pipeline.get(SniHandler.class);
        if (tls == null) {
            pipeline.addFirst(census);
        } else {
            pipeline.addAfter(pipeline.context(tls).name(), null, census); // frames as they are before encryption
        }
        channel.eventLoop()
                .schedule(
                        () -> requireRequest(channel),
                        limits.connections().firstRequestTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /** Says that a request has arrived, up to the end of its headers. */
    public static void asked(ServiceRequestContext context) {
        Channel channel =
                context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
        if (channel != null) {
            asked(channel);
        }
    }

    static void asked(Channel channel) {
        channel.attr(ASKED).set(true);
    }

    void count(Breach breach) {
        LongAdder counter = breaches.get(breach);
        if (counter != null) {
            counter.increment();
        }
    }

    private void requireRequest(Channel channel) {
        if (channel.isActive() && !Boolean.TRUE.equals(channel.attr(ASKED).get())) {
            count(Breach.NO_REQUEST);
            channel.close();
        }
    }
}
