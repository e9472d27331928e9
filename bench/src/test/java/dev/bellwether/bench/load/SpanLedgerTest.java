package dev.bellwether.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The ledger never looks at the bytes that are sent; so they are read here, by the generated classes. */
class SpanLedgerTest {

    /** Half a second into a window: spans of a request fall into two. */
    private static final long NOW = 1_800_000_000_500_000_000L;

    @Test
    void ledger_saysWhatTheRequestsHold() throws InvalidProtocolBufferException {
        for (Shape shape : Shape.values()) {
            LoadProfile profile = LoadProfile.DEFAULT.withShape(shape).withServices(70);
            LoadRequests requests = new LoadRequests(profile, NOW);
            SpanLedger ledger = new SpanLedger(requests);
            SortedMap<SeriesWindow, Totals> read = new TreeMap<>();
            for (int number = 0; number < 30; number++) {
                long time = NOW + TimeUnit.MILLISECONDS.toNanos(400L * number);
                ledger.answered(number, time, Answer.ACKNOWLEDGED);
                read(requests.request(number, time, 0), read);
            }

            assertThat(ledger.acknowledged()).as("%s", shape).isEqualTo(read).hasSizeGreaterThan(300);
            assertThat(ledger.uncertain()).isEmpty();
        }
    }

    @Test
    void requestWithoutAClearAnswer_isKeptApart() throws InvalidProtocolBufferException {
        LoadRequests requests = new LoadRequests(LoadProfile.DEFAULT, NOW);
        SpanLedger ledger = new SpanLedger(requests);
        SortedMap<SeriesWindow, Totals> read = new TreeMap<>();
        read(requests.request(4, NOW, 0), read);

        ledger.answered(4, NOW, Answer.uncertain("UNAVAILABLE"));

        assertThat(ledger.acknowledged()).isEmpty();
        assertThat(ledger.uncertain()).isEqualTo(read);
    }

    @Test
    void requestThatWasRefused_isNotToBeCountedAtAll() {
        SpanLedger ledger = new SpanLedger(new LoadRequests(LoadProfile.DEFAULT, NOW));

        ledger.answered(4, NOW, Answer.refused("RESOURCE_EXHAUSTED"));

        assertThat(ledger.acknowledged()).isEmpty();
        assertThat(ledger.uncertain()).isEmpty();
    }

    private static void read(byte[] request, SortedMap<SeriesWindow, Totals> into)
            throws InvalidProtocolBufferException {
        for (ResourceSpans resource :
                ExportTraceServiceRequest.parseFrom(request).getResourceSpansList()) {
            List<KeyValue> attributes = resource.getResource().getAttributesList();
            String service = attribute(attributes, "deployment.environment.name") + "/"
                    + attribute(attributes, "service.namespace") + "/" + attribute(attributes, "service.name");
            String version = attribute(attributes, "service.version");
            for (Span span : resource.getScopeSpans(0).getSpansList()) {
                Instant end = Instant.ofEpochSecond(0, span.getEndTimeUnixNano());
                into.merge(
                        SeriesWindow.at(service, version, span.getName(), end),
                        Totals.ofSpan(
                                span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
                                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR),
                        Totals::plus);
            }
        }
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
    }
}
