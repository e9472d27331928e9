package dev.bellwether.cli.node;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceConfig;
import dev.bellwether.edge.Edge;
import dev.bellwether.edge.Listener;
import dev.bellwether.edge.access.Guarded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The routes that the servers of a process really have, each with its permission; and those that docs/security.md says there are. */
final class AccessTable {

    private static final Path DOCUMENT = Path.of("..", "docs", "security.md");

    private AccessTable() {}

    /**
     * A route of a listener.
     *
     * @param listener its tag
     * @param method HTTP method; of routes that take any, POST
     * @param pattern the path, with what stands for a part of it after a colon
     * @param permission what it asks for; "none" where it states nothing
     */
    record Entry(String listener, int port, HttpMethod method, String pattern, String permission) {

        /** As in the document. */
        String row() {
            return "| %s | %s | `%s` | %s |".formatted(listener, method, pattern, permission);
        }

        /** A path that the route takes. */
        String path() {
            return pattern.replaceAll(":[a-z]+", "x").replace("/*", "/x");
        }

        boolean isOpen() {
            return permission.equals("anybody");
        }

        @Override
        public String toString() {
            return row();
        }
    }

    static List<Entry> of(Edge edge) {
        List<Entry> entries = new ArrayList<>();
        edge.servers()
                .forEach((listener, server) -> server.serviceConfigs()
                        .forEach(config -> methods(config)
                                .forEach(method -> entries.add(entry(listener, server, config, method)))));
        return entries;
    }

    private static Entry entry(Listener listener, Server server, ServiceConfig config, HttpMethod method) {
        String permission = Optional.ofNullable(config.service().as(Guarded.class))
                .map(guarded -> guarded.permission().word())
                .orElse("none");
        return new Entry(
                listener.tag(), server.activeLocalPort(), method, config.route().patternString(), permission);
    }

    private static Set<HttpMethod> methods(ServiceConfig config) {
        Set<HttpMethod> methods = config.route().methods();
        return methods.size() > 2 ? Set.of(HttpMethod.POST) : methods;
    }

    static Set<String> documented() throws IOException {
        Set<String> rows = new TreeSet<>();
        Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals("<!-- routes:begin -->"))
                .takeWhile(line -> !line.equals("<!-- routes:end -->"))
                .filter(line -> line.matches("\\| [a-z].*"))
                .forEach(rows::add);
        return rows;
    }
}
