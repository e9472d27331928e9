package dev.bellwether.edge;

import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** What the HTTP listeners of a process have in common. */
public final class Edge {

    /** Time for a client to hear that its connection goes; Armeria gives a second. */
    private static final Duration DRAIN = Duration.ofMillis(100);

    private Edge() {}

    /** A server that everybody may ask who reaches it. */
    public static Edge open() {
        return new Edge();
    }

    /**
     * A server for this listener, as far as all listeners are alike; routes and times are the caller's.
     *
     * @throws PortTakenException if nobody knows the name of its host
     */
    public ServerBuilder server(Listener listener) {
        InetSocketAddress socket = listener.address().socket();
        if (socket.isUnresolved()) {
            throw new PortTakenException(listener, new UnknownHostException("nobody knows that host"));
        }
        return Server.builder()
                .http(socket)
                .bossGroupFactory(AcceptorThread::named)
                .connectionDrainDuration(DRAIN)
                .disableServerHeader()
                // Leads nowhere: what Armeria counts about its thread pool clashes when a process has several servers.
                .meterRegistry(new CompositeMeterRegistry());
    }

    /**
     * Starts to listen, and returns when it does.
     *
     * @throws PortTakenException if that is not possible there
     */
    public static void start(Server server, Listener listener) {
        try {
            server.start().join();
        } catch (CompletionException e) {
            server.close();
            Throwable cause = Exceptions.peel(e);
            if (cause instanceof IOException) {
                throw new PortTakenException(listener, cause);
            }
            throw e;
        }
    }
}
