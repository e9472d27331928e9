package dev.bellwether.bench.load;

import static dev.bellwether.bench.load.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.Locale;

/** What services, versions and operations are called, and what their resources say. */
final class Landscape {

    static final String NAMESPACE = "load";
    static final String ENVIRONMENT = "bench";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

    private Landscape() {}

    static String service(int index) {
        return String.format(Locale.ROOT, "service-%04d", index);
    }

    static String version(int index) {
        return "1." + index + ".0";
    }

    static String method(int operation) {
        return METHODS.get(operation % METHODS.size());
    }

    static String route(int operation) {
        return String.format(Locale.ROOT, "/api/v1/resource-%04d/{id}", operation);
    }

    /** As the fold names it. */
    static String operation(int index) {
        return method(index) + " " + route(index);
    }

    /** One instance of a version of a service; {@code opentelemetry.proto.resource.v1.Resource}. */
    static ByteString resource(int service, int version) {
        String name = service(service);
        return Resource.newBuilder()
                .addAllAttributes(List.of(
                        text("service.name", name),
                        text("service.namespace", NAMESPACE),
                        text("service.version", version(version)),
                        text("service.instance.id", name + "-" + version + "-5d6f7c8b9-x2k4p"),
                        text("deployment.environment.name", ENVIRONMENT),
                        text("host.name", "node-" + service % 20),
                        text("telemetry.sdk.language", "java"),
                        text("telemetry.sdk.name", "opentelemetry"),
                        text("telemetry.sdk.version", "1.58.0")))
                .build()
                .toByteString();
    }
}
