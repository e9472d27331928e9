package dev.bellwether.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrpcStatusTest {

    /** The numbers of <a href="https://grpc.io/docs/guides/status-codes/">gRPC's own table</a>. */
    @Test
    void number_isThatOfGrpc() {
        assertThat(GrpcStatus.parse("0")).contains(GrpcStatus.OK);
        assertThat(GrpcStatus.parse("8")).contains(GrpcStatus.RESOURCE_EXHAUSTED);
        assertThat(GrpcStatus.parse("14")).contains(GrpcStatus.UNAVAILABLE);
        assertThat(GrpcStatus.parse("16")).contains(GrpcStatus.UNAUTHENTICATED);
    }

    @Test
    void whatIsNoStatus_isNone() {
        assertThat(GrpcStatus.parse("")).isEmpty();
        assertThat(GrpcStatus.parse("17")).isEmpty();
        assertThat(GrpcStatus.parse("-1")).isEmpty();
        assertThat(GrpcStatus.parse("99999999999")).isEmpty();
    }
}
