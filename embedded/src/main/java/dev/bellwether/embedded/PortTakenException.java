package dev.bellwether.embedded;

/** Somebody else listens on the port, or this user may not. */
public final class PortTakenException extends StartRefusedException {

    private static final long serialVersionUID = 1L;

    private final int port;

    /**
     * @param what who wants the port, as a noun with its article: "the embedded broker"
     * @param address the host or address to listen on
     * @param port the port that is taken
     * @param cause what the system said
     */
    public PortTakenException(String what, String address, int port, Throwable cause) {
        super(
                "port %d on %s, which %s needs, cannot be used (%s): stop the process that listens there, or choose another port (0 = any free one)"
                        .formatted(port, address, what, cause.getMessage()),
                cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
