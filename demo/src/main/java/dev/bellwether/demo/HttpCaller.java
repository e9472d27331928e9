package dev.bellwether.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A small HTTP/1.1 client for servers on loopback: kept-alive connections, one thread for all answers. See RATIONALE.md for
 * why it is not the JDK's. Safe for use by several threads.
 */
final class HttpCaller implements AutoCloseable {

    private static final Duration LOOK_FOR_OVERDUE = Duration.ofMillis(500);

    private final Duration timeout;
    private final Selector selector;
    private final Thread thread;
    private final Map<Integer, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private long nextLookNanos = System.nanoTime();
    private volatile boolean closed;

    /**
     * @param timeout how long an answer may take; looked at twice a second
     */
    HttpCaller(Duration timeout) {
        this.timeout = timeout;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = new Thread(this::run, "shop-http");
        thread.setDaemon(true);
        thread.start();
    }

    /** The answer, or an {@link IOException}. What depends on it runs on the one thread for all answers: it must not wait. */
    CompletableFuture<HttpAnswer> send(HttpRequest request) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        try {
            HttpConnection connection = connection(request.port());
            try {
                connection.send(request, answer, System.nanoTime() + timeout.toNanos());
            } catch (IOException e) {
                drop(connection, e);
            }
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private HttpConnection connection(int port) throws IOException {
        // the one used last: the server ends the others when they have been idle for long
        HttpConnection pooled = idle(port).pollFirst();
        if (pooled != null) {
            return pooled;
        }
        HttpConnection connection = HttpConnection.open(port, free -> idle(port).addFirst(free));
        open.add(connection);
        connection.channel().register(selector, SelectionKey.OP_READ, connection);
        selector.wakeup();
        return connection;
    }

    private Deque<HttpConnection> idle(int port) {
        return idle.computeIfAbsent(port, key -> new ConcurrentLinkedDeque<>());
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::receive, LOOK_FOR_OVERDUE.toMillis());
                dropOverdue(System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key) {
        HttpConnection connection = (HttpConnection) key.attachment();
        try {
            connection.receive();
        } catch (IOException e) {
            drop(connection, e);
        }
    }

    private void dropOverdue(long nowNanos) {
        if (nowNanos - nextLookNanos < 0) {
            return;
        }
        nextLookNanos = nowNanos + LOOK_FOR_OVERDUE.toNanos();
        for (HttpConnection connection : open) {
            if (connection.isOverdue(nowNanos)) {
                drop(connection, new SocketTimeoutException("no answer within " + timeout));
            }
        }
    }

    private void drop(HttpConnection connection, IOException reason) {
        idle(connection.port()).remove(connection);
        open.remove(connection);
        connection.fail(reason);
    }

    /** Ends all connections; what waits for an answer fails. */
    @Override
    public void close() throws InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        selector.wakeup();
        thread.join();
        for (HttpConnection connection : open) {
            drop(connection, new ClosedChannelException());
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
