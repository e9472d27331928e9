package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.bellwether.testing.Requirements;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON examples of the OTLP specification, against protobuf's own JSON reader. */
class OtlpExamplesTest {

    private static final Pattern ID = Pattern.compile("\"(traceId|spanId|parentSpanId)\"\\s*:\\s*\"([0-9A-Fa-f]*)\"");

    private static final Map<String, Message> TYPES = Map.of(
            "/v1/traces", ExportTraceServiceRequest.getDefaultInstance(),
            "/v1/metrics", ExportMetricsServiceRequest.getDefaultInstance(),
            "/v1/logs", ExportLogsServiceRequest.getDefaultInstance());

    @ParameterizedTest
    @CsvSource({"trace.json, /v1/traces", "metrics.json, /v1/metrics", "logs.json, /v1/logs", "events.json, /v1/logs"})
    void example_arrivesAsWhatItMeans(String file, String path) throws Exception {
        Path examples = Requirements.folder("otlp.examples.dir", "otlp-examples");
        String text = Files.readString(examples.resolve(file));
        MemoryAppender appender = new MemoryAppender();
        try (IngestServer server =
                new IngestServer(IngestConfig.DEFAULT.withFreePorts(), appender, new SimpleMeterRegistry()).start()) {
            var answer = new OtlpClient(server).post(path, OtlpClient.JSON, Files.readAllBytes(examples.resolve(file)));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        Message type = Objects.requireNonNull(TYPES.get(path));
        Message.Builder expected = type.newBuilderForType();
        JsonFormat.parser().merge(ID.matcher(text).replaceAll(OtlpExamplesTest::base64), expected);
        assertThat(appender.records())
                .singleElement()
                .satisfies(record -> assertThat(type.getParserForType().parseFrom(record.value()))
                        .isEqualTo(expected.build()));
    }

    /** Protobuf's reader knows no hexadecimal ids. */
    private static String base64(MatchResult id) {
        byte[] bytes = HexFormat.of().parseHex(id.group(2).toLowerCase(Locale.ROOT));
        return "\"" + id.group(1) + "\": \"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }
}
