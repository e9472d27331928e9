package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OtlpPayloadsTest {

    @Test
    void sameSeed_givesTheSameBytes_anotherSeedOthers() {
        assertThat(OtlpPayloads.randomTraces(1)).isEqualTo(OtlpPayloads.randomTraces(1));
        assertThat(OtlpPayloads.shopTraces(1, 20, 0)).isEqualTo(OtlpPayloads.shopTraces(1, 20, 0));
        assertThat(LongStream.range(0, 50).mapToObj(OtlpPayloads::randomMetrics).distinct())
                .hasSizeGreaterThan(45);
    }

    @Test
    void randomRequests_areWellFormed() throws Exception {
        long items = 0;
        for (long seed = 0; seed < 50; seed++) {
            items += count(Signal.TRACES, OtlpPayloads.randomTraces(seed).toByteArray());
            items += count(Signal.METRICS, OtlpPayloads.randomMetrics(seed).toByteArray());
            items += count(Signal.LOGS, OtlpPayloads.randomLogs(seed).toByteArray());
        }
        assertThat(items).isGreaterThan(300);
    }

    @Test
    void spansGoToTheLastScope_withIdsOfTheirOwn() throws Exception {
        var request = OtlpPayloads.traces()
                .resource("checkout", "1.2")
                .scope("http", "1")
                .span(span -> span.http("GET", "/cart", 200))
                .resource(resource -> resource.service("payment").environment("prod"))
                .spans(3, (span, i) -> span.consumer("job " + i).durationNanos(5))
                .request();
        assertThat(count(Signal.TRACES, request.toByteArray())).isEqualTo(4);
        assertThat(request.getResourceSpans(0).getScopeSpans(0).getScope().getName())
                .isEqualTo("http");
        List<Span> jobs = request.getResourceSpans(1).getScopeSpans(0).getSpansList();
        assertThat(jobs).extracting(Span::getSpanId).doesNotHaveDuplicates().allMatch(id -> id.size() == 8);
        assertThat(jobs).allMatch(job -> job.getEndTimeUnixNano() - job.getStartTimeUnixNano() == 5);
    }

    @Test
    void httpSpan_isAnErrorFrom500On() {
        var spans = OtlpPayloads.traces()
                .span(span -> span.http("GET", "/", 499))
                .span(span -> span.http("GET", "/", 500))
                .request()
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpansList();
        assertThat(spans)
                .extracting(span -> span.getStatus().getCode())
                .containsExactly(Status.StatusCode.STATUS_CODE_UNSET, Status.StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    void pointsAndRecords_areCounted() throws Exception {
        byte[] metrics = OtlpPayloads.metrics()
                .resource("a", "1")
                .gauge("g", 1, 1.5, 2.5)
                .counter("c", 1, 7)
                .histogram("h", 1, List.of(1.0), List.of(3L, 4L))
                .bytes();
        assertThat(count(Signal.METRICS, metrics)).isEqualTo(4);
        byte[] logs = OtlpPayloads.logs()
                .record(1, SeverityNumber.SEVERITY_NUMBER_ERROR, "boom")
                .record(2, SeverityNumber.SEVERITY_NUMBER_INFO, List.of("a", 1L, true))
                .bytes();
        assertThat(count(Signal.LOGS, logs)).isEqualTo(2);
    }

    private static long count(Signal signal, byte[] request) throws Exception {
        return OtlpRequests.count(signal, request, OtlpLimits.DEFAULT);
    }
}
