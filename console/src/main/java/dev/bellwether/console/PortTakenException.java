package dev.bellwether.console;

/** Somebody else has the port, or the address is not this machine's: the console cannot listen where it should. The message is one line for the person who started it. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String host, int port, Throwable cause) {
        super(
                "port %d on %s, which the console needs, cannot be used (%s): stop the process that listens there, or choose another port with console.http-port (0 = any free one), or another address with bind-address"
                        .formatted(port, host, cause.getMessage()),
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
