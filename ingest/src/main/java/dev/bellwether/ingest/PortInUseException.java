package dev.bellwether.ingest;

/** Ingest cannot listen on a port. The message is one line that says what to do. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;
    private final int port;

    PortInUseException(String setting, String address, int port, Throwable cause) {
        super(
                "cannot listen on " + address + ":" + port + " (" + cause.getMessage()
                        + "): stop the process that does, or set " + setting + " to another port",
                cause);
        this.setting = setting;
        this.port = port;
    }

    /** The setting that chose the port, e.g. {@code ingest.grpc-port}. */
    public String setting() {
        return setting;
    }

    public int port() {
        return port;
    }
}
