package dev.bellwether.ingest;

import dev.bellwether.edge.GrpcStatus;

/** Why a request, or an item of one, was not appended. With each reason the answers: HTTP status and gRPC code. */
public enum RejectReason {
    /** The bytes are not what they should be: compression, framing, protobuf or JSON. */
    MALFORMED("malformed", 400, GrpcStatus.INVALID_ARGUMENT),
    /** Messages lie within each other too deeply. */
    TOO_DEEP("too_deep", 400, GrpcStatus.INVALID_ARGUMENT),
    /** The request is larger than the limit, as it comes or decompressed. */
    TOO_LARGE("too_large", 413, GrpcStatus.RESOURCE_EXHAUSTED),
    /** A single span, data point or log record, or what it cannot be parted from, is larger than a record. Partial success. */
    ITEM_TOO_LARGE("item_too_large", 200, GrpcStatus.OK),
    /** A span, data point or log record, or what it stands in, has too many attributes. Partial success. */
    TOO_MANY_ATTRIBUTES("too_many_attributes", 200, GrpcStatus.OK),
    /** A span, data point or log record, or what it stands in, has an attribute that is too long. Partial success. */
    ATTRIBUTE_TOO_LONG("attribute_too_long", 200, GrpcStatus.OK),
    /** Neither protobuf nor JSON, or not gRPC on the gRPC port. */
    UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, GrpcStatus.UNIMPLEMENTED),
    /** Neither gzip nor identity. */
    UNSUPPORTED_ENCODING("unsupported_encoding", 415, GrpcStatus.UNIMPLEMENTED),
    /** Another method than POST. */
    METHOD_NOT_ALLOWED("method_not_allowed", 405, GrpcStatus.UNIMPLEMENTED),
    /** No token, or not a good one. */
    UNAUTHENTICATED("unauthenticated", 401, GrpcStatus.UNAUTHENTICATED),
    /** A good token without the permission to send telemetry. */
    FORBIDDEN("forbidden", 403, GrpcStatus.PERMISSION_DENIED),
    /** Whether the token is good cannot be found out now. */
    UNDECIDED("undecided", 503, GrpcStatus.UNAVAILABLE),
    /** More headers than allowed. */
    TOO_MANY_HEADERS("too_many_headers", 431, GrpcStatus.INVALID_ARGUMENT),
    /** No such path or gRPC method. */
    UNKNOWN_PATH("unknown_path", 404, GrpcStatus.UNIMPLEMENTED),
    /** The client left, or took too long to send. */
    INCOMPLETE("incomplete", 503, GrpcStatus.UNAVAILABLE),
    /** Too many bytes are waiting for the broker. */
    OVERLOADED("overloaded", 503, GrpcStatus.UNAVAILABLE),
    /** One client has more on its way than it may, while there is room for others. */
    CLIENT_LIMIT("client_limit", 429, GrpcStatus.UNAVAILABLE),
    /** The broker did not acknowledge in time, or is known to be away. */
    BROKER_UNAVAILABLE("broker_unavailable", 503, GrpcStatus.UNAVAILABLE),
    /** Intake is paused, for example because the disk is nearly full. */
    PAUSED("paused", 503, GrpcStatus.UNAVAILABLE),
    /** The server is stopping. */
    CLOSED("closed", 503, GrpcStatus.UNAVAILABLE),
    /** A defect here. */
    INTERNAL("internal", 500, GrpcStatus.INTERNAL);

    private final String tag;
    private final int httpStatus;
    private final GrpcStatus grpcStatus;

    RejectReason(String tag, int httpStatus, GrpcStatus grpcStatus) {
        this.tag = tag;
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
    }

    /** The value of the metrics' tag {@code reason}. */
    public String tag() {
        return tag;
    }

    int httpStatus() {
        return httpStatus;
    }

    GrpcStatus grpcStatus() {
        return grpcStatus;
    }

    /** Whether the same request can succeed later; the client is told when to try again. */
    public boolean retryable() {
        return grpcStatus == GrpcStatus.UNAVAILABLE;
    }
}
