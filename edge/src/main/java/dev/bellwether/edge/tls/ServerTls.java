package dev.bellwether.edge.tls;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerTlsConfig;
import dev.bellwether.edge.file.WatchedFiles;
import dev.bellwether.edge.tls.TlsFiles.Material;
import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.ClientAuth;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS of the listeners. Connections that are made after a file has changed get what it holds now; those before it stay. */
public final class ServerTls {

    private final TlsConfig config;
    private final Supplier<Material> newest;

    private ServerTls(TlsConfig config, Supplier<Material> newest) {
        this.config = config;
        this.newest = newest;
    }

    /** @throws dev.bellwether.edge.file.FileProblemException if the files cannot be used */
    public static ServerTls of(TlsConfig config, WatchedFiles files, InstantSource clock, MeterRegistry meters) {
        Supplier<Material> newest =
                files.watch("the certificates", config.files(), () -> new TlsFiles(config, clock).read());
        Catalogue.Edge.CERTIFICATE_EXPIRES.gauge(meters, newest, ServerTls::expiry);
        return new ServerTls(config, newest);
    }

    /**
     * Makes a server take its connections with these certificates.
     *
     * @param optional whether a client need not show a certificate, since it is asked for in another way
     */
    public void applyTo(ServerBuilder server, boolean optional) {
        ClientAuth clients = config.clientAuthority() == null
                ? ClientAuth.NONE
                : config.clientsMustShowOne() && !optional ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
        server.tlsProvider(
                new Newest(newest),
                ServerTlsConfig.builder().clientAuth(clients).build());
    }

    /** Whether every client has to show a certificate. */
    public boolean asksForCertificates() {
        return config.clientAuthority() != null && config.clientsMustShowOne();
    }

    /** For clients in this process of its own servers. */
    public SSLContext ownClients() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {ownTrust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** Trusts the certificate that the process itself shows, and no other. */
    public X509TrustManager ownTrust() {
        return new PinnedTrust(() -> newest.get().certificate());
    }

    private static double expiry(Supplier<Material> newest) {
        return newest.get().certificate().getNotAfter().toInstant().getEpochSecond();
    }

    private record Newest(Supplier<Material> material) implements TlsProvider {

        @Override
        public TlsKeyPair keyPair(String hostname) {
            return material.get().keyPair();
        }

        @Override
        public @Nullable List<X509Certificate> trustedCertificates(String hostname) {
            List<X509Certificate> authorities = material.get().clientAuthorities();
            return authorities.isEmpty() ? null : authorities;
        }
    }
}
