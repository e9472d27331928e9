package dev.bellwether.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one server, for one request at a time. Whoever takes it from the pool sends; only the caller's selector
 * thread receives.
 */
final class HttpConnection {

    private static final int BUFFER_BYTES = 2_048;

    private final int port;
    private final SocketChannel channel;
    private final Consumer<HttpConnection> whenFree;
    private byte[] received = new byte[BUFFER_BYTES];
    private int receivedBytes;
    private volatile @Nullable Pending pending;

    private HttpConnection(int port, SocketChannel channel, Consumer<HttpConnection> whenFree) {
        this.port = port;
        this.channel = channel;
        this.whenFree = whenFree;
    }

    private record Pending(CompletableFuture<HttpAnswer> answer, long deadlineNanos) {}

    static HttpConnection open(int port, Consumer<HttpConnection> whenFree) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // on loopback this waits for nothing but room in the server's backlog
            channel.connect(Loopback.port(port));
            channel.configureBlocking(false);
            return new HttpConnection(port, channel, whenFree);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    SocketChannel channel() {
        return channel;
    }

    void send(HttpRequest request, CompletableFuture<HttpAnswer> answer, long deadlineNanos) throws IOException {
        pending = new Pending(answer, deadlineNanos);
        ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("request of " + bytes.limit() + " bytes does not fit into the socket's buffer");
        }
    }

    /** Reads what is there, and completes the answer if it is whole. */
    void receive() throws IOException {
        if (receivedBytes == received.length) {
            received = Arrays.copyOf(received, 2 * receivedBytes);
        }
        int count = channel.read(ByteBuffer.wrap(received, receivedBytes, received.length - receivedBytes));
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        receivedBytes += count;
        Pending asked = pending;
        if (asked == null) {
            throw new ProtocolException("the server answers what was not asked");
        }
        HttpAnswer answer = HttpAnswer.parse(received, receivedBytes);
        if (answer != null) {
            receivedBytes = 0;
            pending = null;
            if (answer.persistent()) {
                whenFree.accept(this);
            }
            asked.answer().complete(answer);
            if (!answer.persistent()) {
                throw new EOFException("the server wants the connection closed");
            }
        }
    }

    boolean isOverdue(long nowNanos) {
        Pending asked = pending;
        return asked != null && nowNanos - asked.deadlineNanos() > 0;
    }

    /** Ends the connection, and the request that waits for an answer, if any. */
    void fail(IOException reason) {
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        Pending asked = pending;
        if (asked != null) {
            asked.answer().completeExceptionally(reason);
        }
    }
}
