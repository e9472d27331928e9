package dev.bellwether.edge;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.edge.access.Caller;
import dev.bellwether.edge.access.Gate;
import dev.bellwether.edge.access.JwtConfig;
import dev.bellwether.edge.access.JwtTokens;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.edge.access.RefusalAnswer;
import dev.bellwether.edge.access.StaticTokens;
import dev.bellwether.edge.access.Tokens;
import dev.bellwether.edge.file.WatchedFiles;
import dev.bellwether.edge.limit.ConnectionLimits;
import dev.bellwether.edge.limit.HttpLimits;
import dev.bellwether.edge.tls.ServerTls;
import dev.bellwether.edge.trace.RequestTracing;
import dev.bellwether.observation.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP listeners of a process have in common: who may ask, and how much. */
public final class Edge implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Edge.class);

    private static final String TOKEN_FILE = "auth.token-file";

    /** Time for a client to hear that its connection goes; Armeria gives a second. */
    private static final Duration DRAIN = Duration.ofMillis(100);

    private static final int RESETS_WINDOW_SECONDS = 60;
    private static final int OWN_TOKEN_BYTES = 32;

    private final EdgeConfig config;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private final WatchedFiles files;
    private final Map<Listener, Server> servers = new ConcurrentHashMap<>();
    private final @Nullable ServerTls tls;
    private final String ownToken = random();
    private final Tokens own =
            StaticTokens.of(ownToken, new Caller("this process", Set.copyOf(Permission.grantable())));
    private final @Nullable JwtTokens jwt;
    private final @Nullable Tokens tokens;

    private Edge(EdgeConfig config, MeterRegistry meters, Tracing tracing) {
        this.config = requireNonNull(config, "config");
        this.meters = requireNonNull(meters, "meters");
        this.tracing = requireNonNull(tracing, "tracing");
        this.files = new WatchedFiles(config.reloadInterval(), meters);
        if (config.jwt() != null) {
            warn(config.jwt());
        }
        try {
            this.tls = config.tls() == null ? null : ServerTls.of(config.tls(), files, InstantSource.system(), meters);
            this.jwt = config.jwt() == null ? null : JwtTokens.of(config.jwt(), files);
            this.tokens = tokens();
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private @Nullable Tokens tokens() {
        Tokens all = own;
        if (config.tokenFile() != null) {
            all = all.or(StaticTokens.of(TOKEN_FILE, config.tokenFile(), files));
        }
        if (jwt != null) {
            all = all.or(jwt);
        }
        return config.asksForTokens() ? all : null;
    }

    /** The edge of a process whose requests are not traced. */
    public static Edge of(EdgeConfig config, MeterRegistry meters) {
        return of(config, meters, Tracing.off());
    }

    /**
     * The edge of a process.
     *
     * @param meters where requests and connections are counted
     * @param tracing where requests get their spans from; those of listeners that the process itself asks have none
     * @throws dev.bellwether.edge.file.FileProblemException if a file that the configuration names cannot be used
     */
    public static Edge of(EdgeConfig config, MeterRegistry meters, Tracing tracing) {
        return new Edge(config, meters, tracing);
    }

    /** Everybody may do everything, and nothing is counted: for tests. */
    public static Edge open() {
        return of(EdgeConfig.OPEN, new CompositeMeterRegistry());
    }

    /**
     * A server for this listener, as far as all listeners are alike; routes and times are the caller's. Every service must be {@link
     * dev.bellwether.edge.access.Guarded}.
     *
     * @param refusals how this listener says that a request is not let through
     * @throws PortTakenException if nobody knows the name of its host
     */
    public ServerBuilder server(Listener listener, RefusalAnswer refusals) {
        InetSocketAddress socket = listener.address().socket();
        if (socket.isUnresolved()) {
            throw new PortTakenException(listener, new UnknownHostException("nobody knows that host"));
        }
        warn(listener);
        ServerBuilder server = Server.builder();
        Tokens withoutCertificate = null;
        if (tls == null) {
            server.http(socket);
        } else {
            server.https(socket);
            tls.applyTo(server, listener.isAskedByItself());
            withoutCertificate = tls.asksForCertificates() && listener.isAskedByItself() ? own : null;
        }
        limit(server, listener);
        Gate.Rules rules = new Gate.Rules(
                tokens, withoutCertificate, config.limits().headers().maxCount());
        server.bossGroupFactory(AcceptorThread::named)
                .connectionDrainDuration(DRAIN)
                .disableServerHeader()
                // Leads nowhere: what Armeria counts about its thread pool clashes when a process has several servers.
                .meterRegistry(new CompositeMeterRegistry())
                .decorator(new Gate(listener.tag(), rules, refusals, meters).decorator())
                .decorator((delegate, context, request) -> {
                    ConnectionLimits.asked(context);
                    return delegate.serve(context, request);
                });
        if (tracing.isWanted() && !listener.isAskedByItself()) {
            server.decorator(new RequestTracing(tracing)); // outermost, so that refusals are in its spans
        }
        return server;
    }

    private void limit(ServerBuilder server, Listener listener) {
        HttpLimits limits = config.limits();
        int headerBytes = limits.headers().maxBytes();
        server.childChannelPipelineCustomizer(new ConnectionLimits(listener.tag(), limits, meters)::addTo)
                .idleTimeout(limits.connections().idleTimeout())
                .http1MaxInitialLineLength(headerBytes)
                .http1MaxHeaderSize(headerBytes)
                .http2MaxHeaderListSize(headerBytes)
                .http2MaxStreamsPerConnection(limits.http2().maxStreams())
                .http2MaxResetFramesPerWindow(limits.http2().maxResets(), RESETS_WINDOW_SECONDS);
    }

    /**
     * Starts to listen, and returns when it does.
     *
     * @throws PortTakenException if that is not possible there
     */
    public void start(Server server, Listener listener) {
        try {
            server.start().join();
            servers.put(listener, server);
        } catch (CompletionException e) {
            server.close();
            Throwable cause = Exceptions.peel(e);
            if (cause instanceof IOException) {
                throw new PortTakenException(listener, cause);
            }
            throw e;
        }
    }

    /** What listens, or has listened. */
    public Map<Listener, Server> servers() {
        return Map.copyOf(servers);
    }

    /** {@code https} where connections are encrypted, else {@code http}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /** A token with which this process may ask its own listeners everything; made anew at each start. */
    public String ownToken() {
        return ownToken;
    }

    /** What this process trusts when it asks its own listeners; empty where they do not encrypt. */
    public Optional<SSLContext> ownClients() {
        return Optional.ofNullable(tls).map(ServerTls::ownClients);
    }

    /** What is part of {@link #ownClients}, for clients that want to see it by itself. */
    public Optional<X509TrustManager> ownTrust() {
        return Optional.ofNullable(tls).map(ServerTls::ownTrust);
    }

    /** The files of the process that are read again when they change. */
    public WatchedFiles files() {
        return files;
    }

    /** Looks at its files no more. */
    @Override
    public void close() {
        files.close();
        if (jwt != null) {
            jwt.close();
        }
    }

    private void warn(Listener listener) {
        if (listener.address().isLoopback()) {
            return;
        }
        if (tokens == null && (tls == null || !tls.asksForCertificates())) {
            log.warn(
                    "{} on {} is open to everybody who reaches it: {} says who may ask",
                    listener.name(),
                    listener.address().host(),
                    TOKEN_FILE);
        } else if (tls == null) {
            log.warn(
                    "Tokens that are sent to {} on {} can be read on their way: tls.certificate and tls.key encrypt it",
                    listener.name(),
                    listener.address().host());
        }
    }

    /** Whoever changes the keys on their way makes tokens that are good here. */
    private static void warn(JwtConfig jwt) {
        jwt.url()
                .filter(keys -> "http".equals(keys.getScheme()))
                .map(URI::getHost)
                .filter(host -> !new ListenAddress(host, 0).isLoopback())
                .ifPresent(host -> log.warn(
                        "The keys of JSON Web Tokens can be replaced on their way from {}: fetch them with https (jwt.jwks)",
                        host));
    }

    private static String random() {
        byte[] bytes = new byte[OWN_TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
