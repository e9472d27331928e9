package dev.bellwether.embedded.broker;

import dev.bellwether.edge.Listener;
import dev.bellwether.edge.PortTakenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Listening sockets that are bound before Kafka starts, and given to it by port. So port 0 needs no guess that another process
 * could spoil, the advertised address is known from the start, and a taken port is found before anything else happens.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {

    private static final int BACKLOG = 128;

    private final Map<Integer, ServerSocketChannel> bound = new ConcurrentHashMap<>();

    /**
     * Binds one more socket.
     *
     * @return the port it is bound to
     * @throws PortTakenException if it cannot be bound
     */
    int bind(Listener listener) {
        ServerSocketChannel channel = open();
        try {
            channel.bind(listener.address().socket(), BACKLOG);
            int actual = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            bound.put(actual, channel);
            return actual;
        } catch (IOException e) {
            PortTakenException taken = new PortTakenException(listener, e);
            try {
                channel.close();
            } catch (IOException closing) {
                taken.addSuppressed(closing);
            }
            throw taken;
        }
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) throws IOException {
        ServerSocketChannel channel = bound.remove(address.getPort());
        if (channel == null) {
            throw new IOException("no socket was bound for listener " + listenerName + " at " + address);
        }
        channel.configureBlocking(false);
        ServerSocket socket = channel.socket();
        if (receiveBufferSize > 0) {
            socket.setReceiveBufferSize(receiveBufferSize);
        }
        return channel;
    }

    /** Closes the sockets that Kafka did not take. */
    @Override
    public void close() {
        for (ServerSocketChannel channel : bound.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close a socket that was never used", e);
            }
        }
        bound.clear();
    }

    private static ServerSocketChannel open() {
        try {
            return ServerSocketChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket", e);
        }
    }
}
