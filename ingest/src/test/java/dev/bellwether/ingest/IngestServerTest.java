package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.edge.PortTakenException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestServerTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takenPort_isNamedWithItsSetting_andTheOtherOneIsFreeAgain(boolean grpcIsTaken) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = probe.getLocalPort();
            probe.close();
            int port = taken.getLocalPort();
            IngestConfig config = IngestConfig.DEFAULT.withPorts(grpcIsTaken ? port : free, grpcIsTaken ? free : port);
            try (IngestServer server = new IngestServer(config, new MemoryAppender(), new SimpleMeterRegistry())) {
                PortTakenException refusal = catchThrowableOfType(PortTakenException.class, server::start);
                assertThat(refusal.port()).isEqualTo(port);
                assertThat(refusal.setting()).isEqualTo(grpcIsTaken ? "ingest.grpc-port" : "ingest.http-port");
                assertThat(refusal)
                        .hasMessageContaining("port " + port + " on 127.0.0.1")
                        .hasMessageNotContaining("\n");
            }
            new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void defaults_areTheOnesThatOtlpRecommends() {
        assertThat(IngestConfig.DEFAULT)
                .returns("127.0.0.1", IngestConfig::bindAddress)
                .returns(4317, IngestConfig::grpcPort)
                .returns(4318, IngestConfig::httpPort)
                .returns(64 * 1024 * 1024, config -> config.limits().maxRequestBytes())
                .returns(900_000, config -> config.limits().maxRecordBytes());
    }

    @Test
    void clientsHaveTheirAnswerWithinTwoSeconds_unlessToldOtherwise() {
        assertThat(IngestConfig.DEFAULT.acknowledgeTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void configThatCannotWork_isRefusedByName() {
        assertThatThrownBy(() -> IngestConfig.DEFAULT.withPorts(-1, 0)).hasMessageContaining("grpcPort: -1");
        assertThatThrownBy(() -> IngestConfig.DEFAULT.withPorts(0, 70_000)).hasMessageContaining("httpPort: 70000");
        assertThatThrownBy(() -> IngestConfig.DEFAULT.withLimits(
                        IngestLimits.DEFAULT.withBytes(1000, 100, 999).withOtlp(OtlpLimits.DEFAULT.withMaxDepth(10))))
                .hasMessageContaining("maxInFlightBytes: 999 (expected: 1000..");
        assertThatThrownBy(() -> IngestConfig.DEFAULT.withTimes(
                        Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("receiveTimeout");
    }
}
