package dev.bellwether.ingest.remotewrite;

import java.util.Optional;

/** The two messages of remote write. */
public enum WriteVersion {
    /** Of version 1: each series has its labels as text. */
    V1("prometheus.WriteRequest"),
    /** Of version 2: series refer to one table of symbols. */
    V2("io.prometheus.write.v2.Request");

    private final String message;

    WriteVersion(String message) {
        this.message = message;
    }

    /** The version with a message of this name. */
    public static Optional<WriteVersion> ofMessage(String name) {
        for (WriteVersion version : values()) {
            if (version.message.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** Media type that says which message it is. */
    public String mediaType() {
        return "application/x-protobuf;proto=" + message;
    }
}
