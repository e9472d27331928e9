package dev.bellwether.edge;

/** Somebody else listens on the port, this user may not, or the address is not this machine's. */
public final class PortTakenException extends StartRefusedException {

    private static final long serialVersionUID = 1L;

    private final int port;
    private final String setting;

    /**
     * @param listener who wants the port
     * @param cause what the system said
     */
    public PortTakenException(Listener listener, Throwable cause) {
        super(
                "port %d on %s, which %s needs, cannot be used (%s): stop the process that listens there, or choose another port with %s (0 = any free one)%s"
                        .formatted(
                                listener.address().port(),
                                listener.address().host(),
                                listener.name(),
                                cause.getMessage(),
                                listener.portSetting(),
                                listener.address().isLoopback() ? "" : ", or another address with bind-address"),
                cause);
        this.port = listener.address().port();
        this.setting = listener.portSetting();
    }

    public int port() {
        return port;
    }

    /** The setting that chose the port, such as {@code ingest.grpc-port}. */
    public String setting() {
        return setting;
    }
}
