package dev.bellwether.ingest;

/** Status codes of gRPC and {@code google.rpc.Status} that are used here; {@code google/rpc/code.proto}. */
final class GrpcCode {

    static final int OK = 0;
    static final int INVALID_ARGUMENT = 3;
    static final int PERMISSION_DENIED = 7;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;

    private GrpcCode() {}
}
