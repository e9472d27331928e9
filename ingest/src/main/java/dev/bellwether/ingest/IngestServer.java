package dev.bellwether.ingest;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.PortTakenException;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.ingest.append.Appender;
import dev.bellwether.ingest.append.KafkaAppender;
import dev.bellwether.ingest.append.ProducerSettings;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OTLP server: OTLP/gRPC on one port, OTLP/HTTP and Prometheus remote write on another, each request acknowledged once it is durable. README.md has the tables of
 * paths and answers.
 *
 * <p>A broker that is away does not keep the server from starting: clients are told to try again until it is there.
 */
public final class IngestServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);

    /** A server without requests stops at once; Armeria wants more than zero here. */
    private static final Duration QUIET_PERIOD = Duration.ofMillis(1);

    private final Edge edge;
    private final IngestConfig config;
    private final Intake intake;
    private final Listener grpcListener;
    private final Listener httpListener;
    private final Server grpc;
    private final Server http;

    /** A server that takes requests from everybody who reaches it. */
    public IngestServer(IngestConfig config, Appender appender, MeterRegistry meters) {
        this(Edge.open(), config, appender, meters);
    }

    /**
     * @param edge who may send
     * @param appender where requests go; closed with the server
     * @param meters where the counters are registered; they stay when the server closes, so that the last look shows all it has done
     */
    public IngestServer(Edge edge, IngestConfig config, Appender appender, MeterRegistry meters) {
        this.edge = requireNonNull(edge, "edge");
        this.config = requireNonNull(config, "config");
        this.intake = new Intake(config, requireNonNull(appender, "appender"), requireNonNull(meters, "meters"));
        this.grpcListener = listener("OTLP/gRPC", config.grpcPort(), "ingest.grpc-port");
        this.httpListener = listener("OTLP/HTTP", config.httpPort(), "ingest.http-port");
        this.grpc = newServer(grpcListener, "OTLP/gRPC; OTLP/HTTP has another, by default 4318", true);
        this.http = newServer(
                httpListener, "OTLP/HTTP and Prometheus remote write; OTLP/gRPC has another, by default 4317", false);
    }

    /**
     * A server that appends to Kafka.
     *
     * @param edge who may send
     * @param client how to reach the cluster: {@code bootstrap.servers}, security
     */
    public static IngestServer toKafka(
            Edge edge, IngestConfig config, Topics topics, Map<String, ?> client, MeterRegistry meters) {
        ProducerSettings settings = new ProducerSettings(
                config.limits().maxInFlightBytes(), config.limits().maxRecordBytes(), config.acknowledgeTimeout());
        return new IngestServer(
                edge, config, KafkaAppender.connect(settings, client, topics, config.closeTimeout()), meters);
    }

    /**
     * Starts to listen; returns when both ports do.
     *
     * @throws PortTakenException if one of them cannot be listened on; then none is
     */
    public IngestServer start() {
        edge.start(grpc, grpcListener);
        try {
            edge.start(http, httpListener);
        } catch (RuntimeException e) {
            grpc.stop().join();
            throw e;
        }
        LOG.info(
                "OTLP/gRPC on {}:{}, OTLP/HTTP on {}:{}",
                config.bindAddress(),
                grpcPort(),
                config.bindAddress(),
                httpPort());
        return this;
    }

    /** The port that OTLP/gRPC listens on. */
    public int grpcPort() {
        return grpc.activeLocalPort();
    }

    /** The port that OTLP/HTTP listens on. */
    public int httpPort() {
        return http.activeLocalPort();
    }

    /** What has come and what became of it. */
    public IngestStats stats() {
        return intake.stats();
    }

    /** Why no request is taken at present, in one sentence; empty while they are. Clients are told the same. */
    public Optional<String> refusal() {
        return intake.refusal().map(Outcome.Rejected::message);
    }

    /** Takes nothing until {@link #resume}; clients are told to try again. What is on its way is finished. */
    public void pause(String because) {
        intake.pause(requireNonNull(because, "because"));
    }

    /** Takes requests again after {@link #pause}. */
    public void resume() {
        intake.resume();
    }

    /** Takes nothing any more, whoever resumes; clients are told to try again. What is on its way is finished. */
    public void stopTaking() {
        intake.close("stopping");
    }

    /** In order: takes nothing new, answers what is on its way, lets go of the ports, then of the broker. */
    @Override
    public void close() {
        stopTaking();
        if (!intake.awaitIdle(config.closeTimeout())) {
            LOG.warn("Stopped with {} requests unanswered", intake.stats().requestsInFlight());
        }
        CompletableFuture.allOf(grpc.stop(), http.stop()).join();
        intake.appender().close();
    }

    private Listener listener(String name, int port, String setting) {
        return new Listener(name, new ListenAddress(config.bindAddress(), port), setting);
    }

    private Server newServer(Listener listener, String speaks, boolean isGrpc) {
        ServerBuilder server = edge.server(listener, new IntakeRefusals(intake))
                // Both are kept in Intake, which answers as OTLP wants it.
                .requestTimeout(Duration.ZERO)
                .maxRequestLength(0)
                .gracefulShutdownTimeout(QUIET_PERIOD, config.closeTimeout())
                .serviceUnder("/", Guarded.by(Permission.ANYBODY, new UnknownPathService(intake, speaks)));
        for (Signal signal : Signal.values()) {
            String path = isGrpc ? OtlpGrpcService.path(signal) : OtlpHttpService.path(signal);
            IntakeService service = isGrpc ? new OtlpGrpcService(intake, signal) : new OtlpHttpService(intake, signal);
            server.service(path, Guarded.by(Permission.INGEST, service));
        }
        if (!isGrpc) {
            server.service(RemoteWriteService.PATH, Guarded.by(Permission.INGEST, new RemoteWriteService(intake)));
        }
        return server.build();
    }
}
