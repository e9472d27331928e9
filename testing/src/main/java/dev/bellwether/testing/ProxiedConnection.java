package dev.bellwether.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection and the one that stands for it at the server, with a thread for each way. */
final class ProxiedConnection {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger openWays = new AtomicInteger(2);
    private volatile boolean lost;

    ProxiedConnection(FaultProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** What has to run, side by side, for bytes to move. */
    List<Runnable> ways() {
        return List.of(() -> carry(client, server, false), () -> carry(server, client, true));
    }

    void lose() {
        lost = true;
    }

    /** Whether the client has missed something. */
    boolean hasLost() {
        return lost;
    }

    /** Both ways may meet the end at once. */
    synchronized void reset() {
        try {
            reset(client);
            reset(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reset a connection", e);
        }
    }

    /** Closes as a crash of the other side does, without waiting for what was not sent yet. */
    static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            try {
                socket.setSoLinger(true, 0);
            } finally {
                socket.close();
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (proxy.pass(this, answer, read)) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) { // one side was reset or has closed: the other has to learn it in the same way
            reset();
        } catch (InterruptedException e) {
            reset();
            Thread.currentThread().interrupt();
        }
        if (openWays.decrementAndGet() == 0) {
            reset();
            proxy.ended(this);
        }
    }
}
