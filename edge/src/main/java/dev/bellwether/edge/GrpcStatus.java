package dev.bellwether.edge;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a call of gRPC ended, by the names of {@code google.rpc.Code}; the number of each is its place here. */
public enum GrpcStatus {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    /** In the headers of an answer where nothing follows them, and else in its trailers. */
    public static final String HEADER = "grpc-status";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");

    /** Its number in {@code google/rpc/code.proto}. */
    public int code() {
        return ordinal();
    }

    /** The one with a number, as it stands in {@link #HEADER}; empty if there is none. */
    public static Optional<GrpcStatus> parse(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        int code = Integer.parseInt(number);
        return code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }
}
