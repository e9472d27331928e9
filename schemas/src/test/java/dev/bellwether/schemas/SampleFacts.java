package dev.bellwether.schemas;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertEvidence;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Arm;
import dev.bellwether.facts.BaselineKind;
import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.HistogramBuckets;
import dev.bellwether.facts.KubernetesContainer;
import dev.bellwether.facts.KubernetesKind;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.facts.KubernetesOwner;
import dev.bellwether.facts.KubernetesRollout;
import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.SampleKind;
import dev.bellwether.facts.SampledHistogram;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.facts.Watermark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** One fact of each type, with a value in every field. */
final class SampleFacts {

    static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private SampleFacts() {}

    static List<SpecificRecord> all() {
        return List.of(
                kubernetesObject(),
                redDelta(),
                logDelta(),
                watermark(),
                redWindow(),
                sampleBatch(),
                ruleFileVersion(),
                deployment(),
                verdict(),
                alert());
    }

    static SampleBatch sampleBatch() {
        return SampleBatch.newBuilder()
                .setSourceTopic("otlp_metrics")
                .setSourcePartition(2)
                .setSourceOffset(18)
                .setRecordedBy("shop.yml;availability")
                .setLogTime(TEN)
                .setSeries(List.of(SampledSeries.newBuilder()
                        .setLabels(Map.of("__name__", "http_server_request_duration_seconds", "job", "checkout"))
                        .setKind(SampleKind.CUMULATIVE)
                        .setSamples(List.of(Sample.newBuilder()
                                .setTime(TEN)
                                .setStartTime(TEN.minusSeconds(60))
                                .setValue(0.5)
                                .setHistogram(SampledHistogram.newBuilder()
                                        .setBucketSchema(3)
                                        .setCount(7)
                                        .setSum(0.7)
                                        .setZeroThreshold(1e-128)
                                        .setZeroCount(1)
                                        .setPositive(buckets(-4, 2, 3))
                                        .setNegative(buckets(1, 1))
                                        .setCustomBounds(List.of(0.5))
                                        .setGauge(true)
                                        .build())
                                .build()))
                        .build()))
                .build();
    }

    private static HistogramBuckets buckets(int first, double... counts) {
        return HistogramBuckets.newBuilder()
                .setIndexes(
                        IntStream.range(first, first + counts.length).boxed().toList())
                .setCounts(DoubleStream.of(counts).boxed().toList())
                .build();
    }

    static RuleFileVersion ruleFileVersion() {
        return RuleFileVersion.newBuilder()
                .setFile("shop.yml")
                .setText("groups: []")
                .setRemoved(true)
                .setLeadMillis(10_000)
                .setOrigin("files")
                .build();
    }

    static KubernetesObject kubernetesObject() {
        return KubernetesObject.newBuilder()
                .setKind(KubernetesKind.POD)
                .setUid("038e2267-b473-489b-b48c-46bafdb852eb")
                .setName("checkout-6c45f8d6f6-x2x7q")
                .setNamespace("shop")
                .setOwner(KubernetesOwner.newBuilder()
                        .setKind("ReplicaSet")
                        .setName("checkout-6c45f8d6f6")
                        .setUid("ee75293d-14ec-42a0-9548-a768d9e07c48")
                        .build())
                .setNode("node-3")
                .setAddresses(List.of("10.244.13.77", "fd00::77"))
                .setHostNetwork(false)
                .setContainers(List.of(KubernetesContainer.newBuilder()
                        .setName("checkout")
                        .setImage("shop/checkout:1.4.2")
                        .setImageId("shop/checkout@sha256:b248ef91")
                        .setContainerId("4f1c")
                        .build()))
                .setLabels(Map.of("app.kubernetes.io/version", "1.4.2"))
                .setAnnotations(Map.of("team", "payments"))
                .setStartedAt(TEN)
                .setEndedAt(TEN.plusSeconds(60))
                .setRollout(KubernetesRollout.newBuilder()
                        .setRevision("7")
                        .setVersion("1.4.2")
                        .setService("checkout")
                        .setServiceNamespace("shop")
                        .setEnvironment("prod")
                        .setReplicas(4)
                        .setUpdatedReplicas(2)
                        .setReadyReplicas(3)
                        .setOldReplicas(2)
                        .build())
                .build();
    }

    static RedDelta redDelta() {
        return RedDelta.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService("checkout")
                .setVersion("1.4.2")
                .setWindowStart(TEN)
                .setWindowEnd(TEN.plusSeconds(5))
                .setOperations(List.of(OperationDelta.newBuilder()
                        .setOperation("GET /cart/{id}")
                        .setCalls(500)
                        .setErrors(3)
                        .setAdjustedCalls(1000.5)
                        .setAdjustedErrors(6)
                        .setDurations(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .setSlowest(exemplar())
                        .build()))
                .setLogTime(TEN.plusMillis(6_789))
                .setSourceTopic("otlp_spans")
                .setSourcePartition(3)
                .setSourceOffset(123_456_789_012L)
                .setClampedTimes(1)
                .setClampedDurations(2)
                .build();
    }

    static LogDelta logDelta() {
        return LogDelta.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService("checkout")
                .setVersion("1.4.2")
                .setWindowStart(TEN)
                .setWindowEnd(TEN.plusSeconds(5))
                .setTraceRecords(1)
                .setDebugRecords(2)
                .setInfoRecords(300)
                .setWarnRecords(4)
                .setErrorRecords(5)
                .setFatalRecords(6)
                .setUnspecifiedRecords(7)
                .setDerivedSeverities(8)
                .setTemplates(List.of(LogTemplateDelta.newBuilder()
                        .setTemplate("no answer from <address> within <number>ms")
                        .setRecords(324)
                        .setErrors(5)
                        .setExample("no answer from 10.0.0.7:443 within 1000ms")
                        .setTraceId(TRACE)
                        .setSpanId("b7ad6b7169203331")
                        .build()))
                .setWithoutMessage(1)
                .setLogTime(TEN.plusMillis(6_789))
                .setSourceTopic("otlp_logs")
                .setSourcePartition(3)
                .setSourceOffset(123_456_789_012L)
                .setClampedTimes(1)
                .build();
    }

    static Watermark watermark() {
        return Watermark.newBuilder()
                .setSourceTopic("otlp_spans")
                .setSourcePartition(3)
                .setSourcePartitions(4)
                .setLogTime(TEN.plusMillis(500))
                .setExcused(true)
                .build();
    }

    static RedWindow redWindow() {
        return RedWindow.newBuilder()
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService("checkout")
                .setVersion("1.4.2")
                .setOperation("GET /cart/{id}")
                .setWindowStart(TEN)
                .setWindowEnd(TEN.plusSeconds(5))
                .setRevision(2)
                .setCalls(500)
                .setErrors(3)
                .setAdjustedCalls(500)
                .setAdjustedErrors(3)
                .setP50Millis(12.5)
                .setP90Millis(40)
                .setP95Millis(60.25)
                .setP99Millis(180)
                .setDurations(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setSlowest(exemplar())
                .setCompleteness(Completeness.COMPLETE)
                .setClosedAt(TEN.plusSeconds(15))
                .build();
    }

    static DeploymentEvent deployment() {
        return DeploymentEvent.newBuilder()
                .setDeployment("00c0ffee00c0ffee")
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService("checkout")
                .setVersion("1.4.3")
                .setPreviousVersion("1.4.2")
                .setPhase(DeploymentPhase.STARTED)
                .setSource(DeploymentSource.COMMAND)
                .setWeight(12.5)
                .setStep(1)
                .setReason("announced")
                .setAt(TEN)
                .build();
    }

    static Verdict verdict() {
        return Verdict.newBuilder()
                .setDeployment("00c0ffee00c0ffee")
                .setEnvironment("prod")
                .setNamespace("shop")
                .setService("checkout")
                .setVersion("1.4.3")
                .setBaselineVersion("1.4.2")
                .setBaselineKind(BaselineKind.BESIDE)
                .setStep(0)
                .setFinal$(true)
                .setStatus(VerdictStatus.FAIL)
                .setReason("errors 20.0 % against 1.0 %")
                .setRegressionSuspected(true)
                .setEvidence(List.of(Evidence.newBuilder()
                        .setSignal("errors")
                        .setCanary(new Arm(1000L, 200L, 0L))
                        .setBaseline(new Arm(4000L, 40L, 7L))
                        .setRatio(20.0)
                        .setRatioLow(13.1)
                        .setFrom(TEN)
                        .setTo(TEN.plusSeconds(20))
                        .setWindows(4)
                        .setTraceIds(List.of(TRACE))
                        .setRemarks(List.of())
                        .build()))
                .setDecidedAt(TEN.plusSeconds(31))
                .build();
    }

    static Alert alert() {
        return Alert.newBuilder()
                .setFingerprint("fedcba9876543210")
                .setLabels(Map.of("alertname", "HighErrorRatio", "service", "checkout", "severity", "critical"))
                .setAnnotations(Map.of("summary", "checkout fails \"often\""))
                .setState(AlertState.FIRING)
                .setValue(0.2)
                .setActiveAt(TEN)
                .setStartsAt(TEN.plusSeconds(120))
                .setEvaluatedAt(TEN.plusSeconds(121))
                .setEvidence(AlertEvidence.newBuilder()
                        .setFrom(TEN)
                        .setTo(TEN.plusSeconds(120))
                        .setRequests(1000)
                        .setErrors(200)
                        .setCompleteness(Completeness.COMPLETE)
                        .setTraceIds(List.of(TRACE))
                        .build())
                .setGroup("shop.yml;availability")
                .setExpression("errors > 0")
                .setWarming(true)
                .build();
    }

    private static Exemplar exemplar() {
        return new Exemplar(TRACE, "b7ad6b7169203331", 180_000_000L);
    }
}
