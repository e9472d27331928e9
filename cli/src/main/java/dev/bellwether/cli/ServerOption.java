package dev.bellwether.cli;

import dev.bellwether.cli.config.Secrets;
import dev.bellwether.edge.ListenAddress;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.tls.ClientTls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option with which a command is told the server that it asks. */
final class ServerOption {

    private static final int MAX_PORT = 65_535;
    private static final String DEFAULT = "http://127.0.0.1:8080";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BELLWETHER_SERVER:-" + DEFAULT + "}",
            description = "The server to ask. Default: BELLWETHER_SERVER, else " + DEFAULT + ".")
    private String server = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is the token to send. Default: the token in BELLWETHER_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            defaultValue = "${env:BELLWETHER_CA_CERTIFICATE}",
            description =
                    "Authorities (PEM) to trust. Default: BELLWETHER_CA_CERTIFICATE, else those that Java trusts.")
    private @Nullable Path authority;

    @Option(
            names = "--client-certificate",
            paramLabel = "FILE",
            description = "Certificate (PEM) to show to a server that asks for one.")
    private @Nullable Path certificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "Key (PEM, PKCS#8) of that certificate.")
    private @Nullable Path key;

    ServerClient client() {
        return client(System.getenv());
    }

    ServerClient client(Map<String, String> environment) {
        URI uri = uri();
        Optional<String> token = token(environment);
        if (token.isPresent() && uri.getScheme().equals("http") && !new ListenAddress(uri.getHost(), 0).isLoopback()) {
            spec.commandLine()
                    .getErr()
                    .println("the token can be read on its way to " + Secrets.hidden(uri.toString()) + ": use https");
        }
        return new ServerClient(uri, new ServerClient.Credentials(token, tls()));
    }

    private Optional<String> token(Map<String, String> environment) {
        try {
            return BearerToken.read(tokenFile, environment);
        } catch (FileProblemException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Optional<SSLContext> tls() {
        try {
            return authority == null && certificate == null && key == null
                    ? Optional.empty()
                    : Optional.of(new ClientTls(authority, certificate, key).context());
        } catch (FileProblemException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private URI uri() {
        try {
            String named = server.isBlank() ? DEFAULT : server.strip();
            URI uri = new URI(named.contains("://") ? named : "http://" + named);
            if (uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && uri.getPort() <= MAX_PORT) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw wrong("--server: \"" + Secrets.hidden(server) + "\" (expected: http://host:port)");
    }
}
