package dev.bellwether.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A network that fails on demand: forwards TCP connections from a free port on loopback to a server, whatever protocol they speak, until
 * it is told not to. One fault at a time holds for all connections; {@link #restore} ends it. Thread-safe.
 *
 * <p>For Kafka the broker has to advertise {@link #address()}, or clients go past the proxy after their first question.
 */
public final class FaultProxy implements AutoCloseable {

    /** What may become of bytes on their way. */
    private enum Fault {
        NONE,
        ANSWERS_LOST,
        STALLED,
        REFUSING
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::daemon);
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lostBytes = new AtomicLong();
    private Fault fault = Fault.NONE;
    private boolean closed;
    private volatile @Nullable SocketAddress server;

    private FaultProxy(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens; refuses connections until {@link #forwardTo} says where they go. */
    public static FaultProxy listen() {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no port to listen on", e);
        }
    }

    /** Where connections go from now on; those that are open stay where they are. */
    public FaultProxy forwardTo(String host, int port) {
        server = new InetSocketAddress(host, port);
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** As clients connect, {@code host:port}. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + port();
    }

    /** What clients send arrives, what the server answers does not. */
    public void loseAnswers() {
        become(Fault.ANSWERS_LOST);
    }

    /** Connections stay open, and nothing moves on them: a host that hangs. */
    public void stall() {
        become(Fault.STALLED);
    }

    /** Connections are reset, and new ones as soon as they are made. */
    public void refuse() {
        become(Fault.REFUSING);
        cut();
    }

    /** Resets the connections that are open; new ones are treated as before. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** All goes its way again. Connections whose answers were lost are reset: what follows would make no sense to the client. */
    public void restore() {
        become(Fault.NONE);
        connections.stream().filter(ProxiedConnection::hasLost).forEach(ProxiedConnection::reset);
    }

    /** Connections that were made, refused ones not among them. */
    public long accepted() {
        return accepted.get();
    }

    /** Connections that were refused. */
    public long refused() {
        return refused.get();
    }

    /** Connections that are open. */
    public int open() {
        return connections.size();
    }

    /** Bytes of answers that were lost. */
    public long lostBytes() {
        return lostBytes.get();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop to listen", e);
        } finally {
            cut();
            threads.shutdownNow();
        }
    }

    /**
     * Decides on bytes of a connection; waits while nothing moves.
     *
     * @return whether they go on; else they are gone
     */
    synchronized boolean pass(ProxiedConnection connection, boolean answer, int bytes) throws InterruptedException {
        while (fault == Fault.STALLED && !closed) {
            wait();
        }
        if (fault != Fault.ANSWERS_LOST || !answer) {
            return true;
        }
        connection.lose();
        lostBytes.addAndGet(bytes);
        return false;
    }

    void ended(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private synchronized void become(Fault next) {
        fault = next;
        notifyAll();
    }

    private synchronized boolean isRefusing() {
        return closed || fault == Fault.REFUSING;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                open(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException("cannot accept", e);
                }
            }
        }
    }

    private void open(Socket client) throws IOException {
        SocketAddress target = server;
        if (target == null || isRefusing()) {
            refuse(client);
            return;
        }
        Socket upstream = new Socket();
        try {
            upstream.connect(target);
        } catch (IOException e) { // nobody is there: the client learns it
            upstream.close();
            refuse(client);
            return;
        }
        accepted.incrementAndGet();
        ProxiedConnection connection = new ProxiedConnection(this, client, upstream);
        connections.add(connection);
        List<Runnable> ways = connection.ways();
        ways.forEach(threads::execute);
        if (isRefusing()) {
            connection.reset();
        }
    }

    private void refuse(Socket client) throws IOException {
        refused.incrementAndGet();
        ProxiedConnection.reset(requireNonNull(client, "client"));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
