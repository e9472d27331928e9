package dev.bellwether.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option with which a command is told the server that it asks. */
final class ServerOption {

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

    ServerClient client() {
        try {
            String named = server.isBlank() ? DEFAULT : server.strip();
            URI uri = new URI(named.contains("://") ? named : "http://" + named);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return new ServerClient(uri);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "--server: \"" + server + "\" (expected: http://host:port)");
    }
}
