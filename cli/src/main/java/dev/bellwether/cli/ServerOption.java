package dev.bellwether.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option with which a command is told the server that it asks. */
final class ServerOption {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BELLWETHER_SERVER:-http://127.0.0.1:8080}",
            description = "The server to ask. Default: BELLWETHER_SERVER, else http://127.0.0.1:8080.")
    private String server = "";

    ServerClient client() {
        try {
            URI uri = new URI(server.contains("://") ? server : "http://" + server);
            if (uri.getHost() != null
                    && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))) {
                return new ServerClient(uri);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "--server: \"" + server + "\" (expected: http://host:port)");
    }
}
